package io.lamella.entry.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A folder with a table that has every type and every kind of partition, and one with hardly anything; made by the pipeline.
final class EveryTypeLake {
    static final Path CONFIG = Path.of("src/test/resources/io/lamella/entry/cli/ddl/lamella.yaml");

    private static final String EVENTS = """
            id,body,flag,tiny,small,middle,large,single,exact,wide,other,day,clock,finer,At,ms,wall,old,uid,blob,country,paid
            a,"{""k"":1}",true,-1,2,3,4,1.5,12.34,12345678901234567890.5,2.5,2026-03-01,10:11:12.123,10:11:12.123456,\
            2026-03-01T04:05:06.123456Z,2026-03-01T04:05:06.789Z,2026-03-01T04:05:06.5,2026-03-01T04:05:06Z,\
            00112233-4455-6677-8899-aabbccddeeff,QUJD,a/b=ü,true
            b,,,,,,,,,,,,,,2026-03-01T23:59:59Z,,,,,,,false
            """;

    private EveryTypeLake() {}

    static void publish(Path root) throws IOException {
        Files.createDirectories(root.resolve("landing/events"));
        Files.createDirectories(root.resolve("landing/flat"));
        Files.writeString(root.resolve("landing/events/a.csv"), EVENTS);
        Files.writeString(root.resolve("landing/flat/a.csv"), """
                "odd ""`'name",items,tags
                7,"[{""Sku"":""a"",""price"":1.50},null]","{""x"":[1,null]}"
                """);
        FilledLake.fill(CONFIG, root, 3);
    }
}

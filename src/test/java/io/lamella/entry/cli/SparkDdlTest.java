package io.lamella.entry.cli;

import static io.lamella.entry.cli.Outcome.lamella;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/// What is printed for Spark, run by a real one. `src/test/scripts/spark.sh` says where that is: its class path.
@EnabledIfEnvironmentVariable(named = "LAMELLA_TEST_SPARK", matches = ".+")
class SparkDdlTest {
    /// Packages of the JDK that Spark looks into.
    private static final List<String> OPENED = List.of(
            "java.lang",
            "java.lang.invoke",
            "java.lang.reflect",
            "java.io",
            "java.net",
            "java.nio",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "sun.nio.ch",
            "sun.nio.cs",
            "sun.util.calendar");

    @TempDir
    Path root;

    @Test
    void sparkReadsEveryValueOfATableThatThePipelineMade() throws IOException, InterruptedException {
        EveryTypeLake.publish(root);
        var declared = ddl(EveryTypeLake.CONFIG);

        assertThat(spark(declared + """
                        select id, body, flag, tiny, small, middle, large, single, exact, wide, other, day, clock, finer,
                            string(At), string(ms), string(wall), string(old), hex(uid), string(blob), country, paid, y, m, d, h
                        from lamella.all_types order by id;
                        """))
                .containsExactly(
                        "a|{\"k\":1}|true|-1|2|3|4|1.5|12.34|12345678901234567890.5000000000|2.5|2026-03-01|36672123|"
                                + "36672123456|2026-03-01 04:05:06.123456|2026-03-01 04:05:06.789|2026-03-01 04:05:06.5|"
                                + "2026-03-01 04:05:06|00112233445566778899AABBCCDDEEFF|ABC|a/b=ü|true|2026|2026-03|2026-03-01|04",
                        "b" + "|null".repeat(13) + "|2026-03-01 23:59:59" + "|null".repeat(6)
                                + "|false|2026|2026-03|2026-03-01|23");
        assertThat(spark(declared + "select id from lamella.all_types where h = '23' and d = date'2026-03-01';"))
                .containsExactly("b");
        assertThat(spark(declared + "select `odd \"``'name`, to_json(items), to_json(tags) from lamella.flat;"))
                .containsExactly("7|[{\"Sku\":\"a\",\"price\":1.50},null]|{\"x\":[1,null]}");
    }

    @Test
    void sparkReadsPartsFromBeforeColumnsChanged() throws IOException, InterruptedException {
        var config = root.resolve("lamella.yaml");
        land(config, "before.ndjson", """
                {id: int32 required, price: "decimal(9,2)", ratio: float, inner: "struct<n:int32>"}""", """
                {"id":1,"price":1.25,"ratio":0.5,"inner":{"n":7}}
                """);
        land(config, "after.ndjson", """
                {id: int64, price: "decimal(24,2)", ratio: double, inner: "struct<n:int64,more:string>", added: timestamp}""", """
                {"id":5000000000,"price":12345678901234567890.25,"ratio":0.1,"inner":{"n":6000000000,"more":"x"},"added":"2026-03-01T00:00:00Z"}
                {"price":3}
                """);

        assertThat(spark(ddl(config) + "select id, price, ratio, to_json(inner), string(added) from lamella.events"
                        + " order by price;"))
                .containsExactly(
                        "1|1.25|0.5|{\"n\":7}|null",
                        "null|3.00|null|null|null",
                        "5000000000|12345678901234567890.25|0.1|{\"n\":6000000000,\"more\":\"x\"}|2026-03-01 00:00:00");
    }

    /// Lets a file land and waits until it is in the table.
    private void land(Path config, String name, String columns, String rows) throws IOException {
        Files.writeString(config, """
                lake: {bucket: lake, interval: 1s}
                datasets:
                  events: {source: s3://landing/*.ndjson, format: ndjson, freshness: 0s, columns: %s}
                """.formatted(columns));
        Files.writeString(Files.createDirectories(root.resolve("landing")).resolve(name), rows);
        FilledLake.fill(config, root, rows.lines().count());
    }

    private String ddl(Path config) {
        var printed = lamella("ddl", "--engine", "spark", "--config", config, "--root", root);
        assertThat(printed.exitCode()).as(printed.err()).isZero();
        return "CREATE DATABASE IF NOT EXISTS lamella;\n" + printed.out();
    }

    /// The rows of what the statements answer.
    private List<String> spark(String statements) throws IOException, InterruptedException {
        var sql = Files.writeString(root.resolve("statements.sql"), statements);
        var log = root.resolve("spark.log");
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g"));
        OPENED.forEach(name -> command.addAll(List.of("--add-opens", "java.base/" + name + "=ALL-UNNAMED")));
        command.addAll(List.of(
                "-cp",
                System.getenv("LAMELLA_TEST_SPARK"),
                Path.of("src", "test", "spark", "SparkSql.java").toString(),
                sql.toString(),
                root.resolve("warehouse").toString()));
        var process = new ProcessBuilder(command).redirectError(log.toFile()).start();
        List<String> rows;
        try (var answer = process.inputReader()) {
            rows = answer.lines().toList();
        }
        assertThat(process.waitFor()).as(Files.readString(log)).isZero();
        return rows;
    }
}

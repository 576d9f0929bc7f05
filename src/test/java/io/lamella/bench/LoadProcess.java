package io.lamella.bench;

import io.lamella.adapter.s3.S3Store;
import io.lamella.entry.load.Load;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;

/// Loads a table into record batches and counts their rows, in a process of its own.
final class LoadProcess {
    private LoadProcess() {}

    /// @param args the endpoint of S3, the bucket; and if not all is wanted, the columns with commas between, and a condition
    public static void main(String[] args) {
        QuietLog.install();
        try (var client = StageProcess.client(URI.create(args[0]))) {
            var load = Load.from(new S3Store(client, ForkJoinPool.commonPool()), args[1], "");
            if (args.length > 2) {
                load = load.columns(args[2].split(",", -1)).where(args[3]);
            }
            try (var batches = load.open()) {
                while (batches.next()) {}
                System.out.println(batches.rows());
            }
        }
    }

    /// As the launcher starts `load`, with this process' class path.
    static List<String> command(String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx1g",
                "-Xmn64m",
                "-XX:PretenureSizeThreshold=1m",
                "-XX:MaxDirectMemorySize=256m",
                "--enable-native-access=ALL-UNNAMED",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                LoadProcess.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }
}

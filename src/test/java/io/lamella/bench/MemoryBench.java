package io.lamella.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/// The most memory that `lamella convert` holds, by the size of the text, of the row groups and of the heap.
final class MemoryBench {
    private static final double MIB = 1024 * 1024;
    private static final long MEGABYTE = 1_000_000;
    private static final long TEXT = 1_000 * MEGABYTE;
    private static final int TIMES = 10;

    /// For each size of row groups the heap that `./lamella` gives; for the small ones also one that is just enough for them.
    private static final List<Setting> SETTINGS =
            List.of(new Setting(32, 128), new Setting(32, 72), new Setting(64, 128));

    private final Lamella lamella;
    private final Path folder;
    private final PrintStream out;
    private final EventWorkload events = new EventWorkload(Workload.Format.CSV);

    /// Both in MiB.
    private record Setting(int rowGroup, int heap) {}

    MemoryBench(Path project, Path folder, PrintStream out) {
        this.lamella = new Lamella(project);
        this.folder = folder;
        this.out = out;
    }

    /// Prints a line for each setting and text, and then one for each other kind of text. The longest text is deleted afterwards.
    ///
    /// @param otherBytes of each other text
    void run(long otherBytes) throws IOException, InterruptedException, SQLException {
        lamella.build(folder);
        var small = new EventWorkload(Workload.Format.CSV).write(folder, TEXT / TIMES);
        var large = new EventWorkload(Workload.Format.CSV).write(folder, TEXT);
        var huge = folder.resolve("events-huge.csv");
        try {
            repeat(large, huge);
            out.println("| row groups | heap | text | peak memory | largest row group | CPU |");
            out.println("|---|---|---|---|---|---|");
            for (var setting : SETTINGS) {
                for (var text : List.of(small, large, huge)) {
                    measure(setting, text);
                }
            }
        } finally {
            Files.deleteIfExists(huge);
        }
        out.println();
        out.println("| text | heap of 128 MiB | of 72 MiB |");
        out.println("|---|---|---|");
        for (var workload : List.of(
                events,
                new EventWorkload(Workload.Format.NDJSON),
                new NumberWorkload("numbers", 10),
                new NumberWorkload("wide", 200),
                new TextWorkload())) {
            var input = Input.of(workload, folder, otherBytes);
            out.printf("| %s | %.0f MiB | %.0f MiB |%n", input.name(), peakMib(input, 128), peakMib(input, 72));
            out.flush();
        }
    }

    private double peakMib(Input input, int heapMib) throws IOException, InterruptedException {
        var convert = lamella.convert(input, folder.resolve("lamella.parquet"));
        return Cost.of(folder, Lamella.with("-Xmx" + heapMib + "m", convert)).peakBytes() / MIB;
    }

    /// The same rows again and again, under one header.
    private static void repeat(Path text, Path target) throws IOException {
        Files.copy(text, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        long header;
        try (var lines = Files.newBufferedReader(text)) {
            header = lines.readLine().length() + 1L;
        }
        try (var source = FileChannel.open(text);
                var sink = FileChannel.open(target, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            for (int time = 1; time < TIMES; time++) {
                for (long at = header; at < source.size(); ) {
                    at += source.transferTo(at, source.size() - at, sink);
                }
            }
        }
    }

    private void measure(Setting setting, Path text) throws IOException, InterruptedException, SQLException {
        var output = folder.resolve("lamella.parquet");
        var configuration = folder.resolve("memory.yaml");
        Files.writeString(configuration, BenchLake.configuration(events, setting.rowGroup() + "MiB"));
        var convert = lamella.command(
                "convert",
                text.toString(),
                output.toString(),
                "--config",
                configuration.toString(),
                "--dataset",
                BenchLake.EVENTS.name());
        var cost = Cost.of(folder, Lamella.with("-Xmx" + setting.heap() + "m", convert));
        out.printf(
                "| %d MiB | %d MiB | %,d MB | **%.0f MiB** | %.1f MiB | %.1f s |%n",
                setting.rowGroup(),
                setting.heap(),
                Files.size(text) / MEGABYTE,
                cost.peakBytes() / MIB,
                largestRowGroup(output) / MIB,
                cost.cpu());
        out.flush();
    }

    private static long largestRowGroup(Path parquet) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                var answer = statement.executeQuery("""
                        select max(bytes) from (
                            select sum(total_compressed_size) as bytes from parquet_metadata('%s') group by row_group_id)
                        """.formatted(parquet))) {
            answer.next();
            return answer.getLong(1);
        }
    }
}

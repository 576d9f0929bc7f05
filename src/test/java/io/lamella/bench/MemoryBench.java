package io.lamella.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The most memory that `lamella convert` holds, by the size of the text, of the row groups and of the heap.
final class MemoryBench {
    private static final double MIB = 1024 * 1024;
    private static final long MEGABYTE = 1_000_000;
    private static final long TEXT = 1_000 * MEGABYTE;
    private static final int TIMES = 10;
    private static final int RUNS = 3;

    /// For each size of row groups the heap that `./lamella` gives, and one that is just enough for them.
    private static final List<Setting> SETTINGS =
            List.of(new Setting(32, 128), new Setting(32, 72), new Setting(64, 128), new Setting(64, 152));

    private final Lamella lamella;
    private final Path folder;
    private final PrintStream out;
    private final EventWorkload events = new EventWorkload(Workload.Format.CSV);
    private final Map<Input, Rows> expected = new HashMap<>();

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
        var small = Input.of(events, folder, TEXT / TIMES);
        var large = Input.of(events, folder, TEXT);
        var huge = new Input(events, folder.resolve("events-huge.csv"));
        try {
            repeat(large.file(), huge.file());
            expected.put(small, Rows.of(small));
            expected.put(large, Rows.of(large));
            expected.put(huge, Rows.of(large).times(TIMES));
            out.println("| row groups | heap | text | peak memory | largest row group | CPU |");
            out.println("|---|---|---|---|---|---|");
            for (var setting : SETTINGS) {
                for (var text : List.of(small, large, huge)) {
                    measure(setting, text);
                }
            }
        } finally {
            Files.deleteIfExists(huge.file());
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
        return highest(lamella.withHeap(heapMib, convert)).peakBytes() / MIB;
    }

    /// Of some runs the one that took the most memory.
    private Cost highest(List<String> command) throws IOException, InterruptedException {
        var highest = Cost.of(folder, command);
        for (int run = 1; run < RUNS; run++) {
            var cost = Cost.of(folder, command);
            highest = cost.peakBytes() > highest.peakBytes() ? cost : highest;
        }
        return highest;
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

    private void measure(Setting setting, Input input) throws IOException, InterruptedException, SQLException {
        var output = folder.resolve("lamella.parquet");
        var convert = lamella.convert(input, output, folder.resolve("memory.yaml"), setting.rowGroup() + "MiB");
        var cost = highest(lamella.withHeap(setting.heap(), convert));
        Rows.written(List.of(output)).requireSame(expected.get(input));
        out.printf(
                "| %d MiB | %d MiB | %,d MB | **%.0f MiB** | %.1f MiB | %.1f s |%n",
                setting.rowGroup(),
                setting.heap(),
                Files.size(input.file()) / MEGABYTE,
                cost.peakBytes() / MIB,
                RowGroups.largest(output.toString()) / MIB,
                cost.cpu());
        out.flush();
    }
}

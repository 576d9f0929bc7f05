package io.lamella.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/// Text to Parquet: Lamella and its peers on the same file, in pairs, each a process of its own.
final class ConvertBench {
    private static final double MIB = 1024 * 1024;
    private static final String OPTIMIZING = "-XX:TieredStopAtLevel=4";

    private final Lamella lamella;
    private final Path folder;
    private final PrintStream out;
    private final Path ours;
    private final Path theirs;
    private final List<Peer> peers;

    ConvertBench(Path project, Path folder, PrintStream out) throws IOException, InterruptedException {
        this.lamella = new Lamella(project);
        this.folder = folder;
        this.out = out;
        this.ours = folder.resolve("lamella.parquet");
        this.theirs = folder.resolve("peer.parquet");
        this.peers = Stream.concat(DuckDbCopy.PEERS.stream(), new PythonPeers(project, folder).converters(out).stream())
                .toList();
    }

    void header() throws IOException, InterruptedException {
        lamella.build(folder);
        out.println(
                "| text | peer | CPU, Lamella / peer | wall | CPU, Lamella | peer | peak memory, Lamella | peer | file size |");
        out.println("|---|---|---|---|---|---|---|---|---|");
    }

    /// Prints a line for each peer.
    void compare(Workload workload, long bytes, int pairs) throws IOException, InterruptedException, SQLException {
        var input = Input.of(workload, folder, bytes);
        for (var peer : peers) {
            compare(input, peer, pairs, lamella.convert(input, ours));
        }
    }

    /// The same beside DuckDB, with the JVM's optimizing compiler, which `./lamella convert` does not have by itself.
    void compareOptimized(Workload workload, long bytes, int pairs)
            throws IOException, InterruptedException, SQLException {
        if (lamella.isNative()) {
            return;
        }
        out.println();
        out.println("With the optimizing compiler:");
        out.println();
        header();
        var input = Input.of(workload, folder, bytes);
        for (var peer : DuckDbCopy.PEERS) {
            compare(input, peer, pairs, Lamella.with(OPTIMIZING, lamella.convert(input, ours)));
        }
    }

    private void compare(Input input, Peer peer, int count, List<String> command)
            throws IOException, InterruptedException, SQLException {
        Files.deleteIfExists(ours);
        Files.deleteIfExists(theirs);
        var ourCommand = peer.held(command);
        var theirCommand = peer.held(peer.command().apply(input, theirs));
        var pairs = Pairs.of(count, () -> Cost.of(folder, ourCommand), () -> Cost.of(folder, theirCommand));
        Rows.written(List.of(ours)).requireSame(Rows.of(theirs));
        out.printf(
                "| %s | %s | **%.2f** | %.2f | %.2f s | %.2f s | %.0f MiB | %.0f MiB | %.2f |%n",
                input.name(),
                peer.name(),
                pairs.cpuRatio(),
                pairs.wallRatio(),
                pairs.ourCpu(),
                pairs.theirCpu(),
                pairs.ourPeakBytes() / MIB,
                pairs.theirPeakBytes() / MIB,
                (double) Files.size(ours) / Files.size(theirs));
        out.flush();
    }
}

package io.lamella.bench;

import io.lamella.core.parquet.SameValues;
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

    private final Lamella lamella;
    private final Path folder;
    private final PrintStream out;
    private final List<Peer> peers;

    ConvertBench(Path project, Path folder, PrintStream out) throws IOException, InterruptedException {
        this.lamella = new Lamella(project);
        this.folder = folder;
        this.out = out;
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
            compare(input, peer, pairs);
        }
    }

    private void compare(Input input, Peer peer, int count) throws IOException, InterruptedException, SQLException {
        var ours = folder.resolve("lamella.parquet");
        var theirs = folder.resolve("peer.parquet");
        Files.deleteIfExists(ours);
        Files.deleteIfExists(theirs);
        var ourCommand = peer.held(lamella.convert(input, ours));
        var theirCommand = peer.held(peer.command().apply(input, theirs));
        var pairs = Pairs.of(count, () -> Cost.of(folder, ourCommand), () -> Cost.of(folder, theirCommand));
        SameRows.require(ours, theirs);
        SameValues.require(ours);
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

package io.lamella.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/// Runs the benchmark and prints its report, in Markdown.
public final class Bench {
    static final long MEGABYTE = 1_000_000;
    /// The size of texts of other kinds than events.
    private static final long OTHERS = 280 * MEGABYTE;

    private static final long GIGABYTE = 1_000 * MEGABYTE;
    /// As large as a slice of an object by itself.
    private static final long SLICE = 256L << 20;
    static final long LONG = 665 * MEGABYTE;
    /// Forty slices.
    private static final long BIG = 10_000 * MEGABYTE;

    private static final long[] HEAD_MIBS = {1, 64, 512};

    private static final int WARM_UP = 300;
    private static final int FEWER_FILES = 1_000;
    private static final int MORE_FILES = 3_000;

    private Bench() {}

    /// @param args the project's folder, the number of pairs, the sizes of the text in MB with commas between, and the parts
    ///     to run, with commas between
    public static void main(String[] args) throws IOException, InterruptedException, SQLException {
        QuietLog.install();
        var project = Path.of(args[0]).toAbsolutePath();
        var folder = Files.createDirectories(project.resolve("target/bench"));
        int pairs = Integer.parseInt(args[1]);
        System.out.println("./lamella runs " + new Lamella(project).kind());
        System.out.println();
        for (var part : args[3].split(",", -1)) {
            switch (part) {
                case "convert" -> convert(new ConvertBench(project, folder, System.out), args[2], pairs);
                case "memory" -> new MemoryBench(project, folder, System.out).run(OTHERS);
                case "start" -> new StartBench(project, folder, System.out).run(pairs);
                case "profile" -> new ProfileBench(project, folder, System.out).run(LONG, OTHERS);
                case "merge" -> new MergeBench(project, folder, System.out).compare(FEWER_FILES, MORE_FILES, pairs);
                case "copy" -> copy(new CopyBench(folder, System.out), folder);
                case "query" -> new QueryBench(project, folder, System.out).compare(LONG, pairs);
                case "append" -> append(new AppendBench(folder, System.out));
                case "stages" -> new StageBench(folder, System.out).run();
                case "loops" -> new LoopBench(folder, System.out).run();
                case "s3" -> new S3Bench(folder, System.out).compare(OTHERS, pairs);
                case "s3-memory" -> new S3MemoryBench(project, folder, System.out).run(GIGABYTE, GIGABYTE / 10, BIG);
                case "workers" -> new WorkersBench(project, folder, System.out).run(BIG, 1, 2, 3, 4, 8);
                case "load" -> new LoadBench(project, folder, System.out).compare(pairs);
                default ->
                    throw new IllegalArgumentException(
                            "bench.parts has " + part
                                    + ", but parts are convert, memory, start, profile, merge, copy, query, append, stages, s3, s3-memory, workers, load and loops");
            }
            System.out.println();
        }
    }

    private static void convert(ConvertBench conversions, String sizes, int pairs)
            throws IOException, InterruptedException, SQLException {
        conversions.header();
        long longest = 0;
        for (long megabytes :
                Arrays.stream(sizes.split(",", -1)).mapToLong(Long::parseLong).toArray()) {
            conversions.compare(new EventWorkload(Workload.Format.CSV), megabytes * MEGABYTE, pairs);
            longest = Math.max(longest, megabytes * MEGABYTE);
        }
        for (var workload : List.of(
                new EventWorkload(Workload.Format.NDJSON),
                new NumberWorkload("numbers", 10),
                new NumberWorkload("wide", 200),
                new TextWorkload())) {
            conversions.compare(workload, OTHERS, pairs);
        }
        conversions.compareOptimized(new EventWorkload(Workload.Format.CSV), longest, pairs);
    }

    /// Row groups of 64 MiB: of events four from 850 MB of text, of texts two from 280 MB; and what becomes of slices of 256 MiB of
    /// text, which objects are cut into by themselves.
    private static void copy(CopyBench copies, Path folder) throws IOException, SQLException {
        new CopyBench(folder, new PrintStream(OutputStream.nullOutputStream()))
                .publish(Input.of(new EventWorkload(Workload.Format.CSV), folder, MEGABYTE), WARM_UP);
        var events = Input.of(new EventWorkload(Workload.Format.CSV), folder, 850 * MEGABYTE);
        copies.header();
        for (int objects : new int[] {1, 2}) {
            copies.publish(events, objects);
        }
        var slice = Input.of(new EventWorkload(Workload.Format.CSV), folder, SLICE);
        for (int slices : new int[] {1, 4}) {
            copies.publish(slice, slices);
        }
        copies.publish(Input.of(new TextWorkload(), folder, OTHERS), 2);
    }

    private static void append(AppendBench appends) throws IOException, SQLException {
        appends.header();
        for (long mib : HEAD_MIBS) {
            appends.append(mib << 20);
        }
    }
}

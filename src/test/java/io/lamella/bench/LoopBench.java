package io.lamella.bench;

import io.lamella.core.column.Vector;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// The inner loops by themselves, as JMH measures them: with the quick compiler, which `lamella convert` and Lambda run with, and
/// with the optimizing one. JMH and the loops are there in the profile `bench` only.
final class LoopBench {
    private static final Pattern MEDIAN = Pattern.compile("\"[\\w.]*\\.(?<loop>\\w+):.*p0\\.50\"");

    private final Path folder;
    private final PrintStream out;

    LoopBench(Path folder, PrintStream out) {
        this.folder = folder;
        this.out = out;
    }

    void run() throws IOException, InterruptedException {
        var quick = measure("-XX:TieredStopAtLevel=1");
        var optimizing = measure("-XX:TieredStopAtLevel=4");
        out.println("| loop | quick compiler | optimizing compiler |");
        out.println("|---|---|---|");
        quick.forEach((loop, nanos) ->
                out.printf("| %s | %.1f ns | %.1f ns |%n", loop, nanos, optimizing.getOrDefault(loop, Double.NaN)));
    }

    /// Nanoseconds of a row, by loop. Medians of samples, since means would count what else the machine does.
    private Map<String, Double> measure(String compiler) throws IOException, InterruptedException {
        var result = folder.resolve("loops.csv");
        Cost.of(
                folder,
                JavaCommand.of(
                        "org.openjdk.jmh.Main",
                        "-Xmx1g",
                        "Loops",
                        "-bm",
                        "sample",
                        "-tu",
                        "ns",
                        "-f",
                        "1",
                        "-w",
                        "1",
                        "-r",
                        "1",
                        "-rf",
                        "csv",
                        "-rff",
                        result.toString(),
                        "-jvmArgsAppend",
                        compiler));
        var nanos = new LinkedHashMap<String, Double>();
        for (var line : Files.readAllLines(result)) {
            // "Benchmark","Mode","Threads","Samples","Score",…
            var fields = line.split(",", -1);
            var median = MEDIAN.matcher(fields[0]);
            if (median.matches()) {
                nanos.put(median.group("loop"), Double.parseDouble(fields[4]) / Vector.CAPACITY);
            }
        }
        return nanos;
    }
}

package io.lamella.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// The inner loops by themselves, as JMH measures them: with the quick compiler, which `lamella convert` and Lambda run with, and
/// with the optimizing one. JMH and the loops are there in the profile `bench` only.
final class LoopBench {
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

    /// Nanoseconds of an operation, by loop.
    private Map<String, Double> measure(String compiler) throws IOException, InterruptedException {
        var result = folder.resolve("loops.csv");
        Cost.of(
                folder,
                JavaCommand.of(
                        "org.openjdk.jmh.Main",
                        "-Xmx1g",
                        "Loops",
                        "-bm",
                        "avgt",
                        "-tu",
                        "ns",
                        "-f",
                        "1",
                        "-wi",
                        "5",
                        "-i",
                        "5",
                        "-w",
                        "1",
                        "-r",
                        "1",
                        "-jvmArgsAppend",
                        compiler + " -XX:+UseSerialGC",
                        "-rf",
                        "csv",
                        "-rff",
                        result.toString()));
        var nanos = new LinkedHashMap<String, Double>();
        // "Benchmark","Mode","Threads","Samples","Score",…
        for (var line : Files.readAllLines(result).stream().skip(1).toList()) {
            var fields = line.split(",", -1);
            var name = fields[0].replace("\"", "");
            nanos.put(name.substring(name.lastIndexOf('.') + 1), Double.parseDouble(fields[4]));
        }
        return nanos;
    }
}

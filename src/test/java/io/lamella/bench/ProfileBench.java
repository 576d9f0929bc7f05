package io.lamella.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/// Where conversions spend their time, by the method that is running, as the JVM's flight recorder samples it.
final class ProfileBench {
    private static final int METHODS = 16;

    /// Of the processor's time, calls of native code among it; the JVM's own threads are not seen.
    private static final String SAMPLING =
            ",+jdk.CPUTimeSample#enabled=true,+jdk.CPUTimeSample#stackTrace=true,+jdk.CPUTimeSample#throttle=4ms";

    private final Lamella lamella;
    private final Path folder;
    private final PrintStream out;

    ProfileBench(Path project, Path folder, PrintStream out) {
        this.lamella = new Lamella(project);
        this.folder = folder;
        this.out = out;
    }

    /// Prints a table for each text.
    ///
    /// @param eventBytes of the events as CSV
    /// @param otherBytes of each other text
    void run(long eventBytes, long otherBytes) throws IOException, InterruptedException {
        lamella.build(folder);
        profile(Input.of(new EventWorkload(Workload.Format.CSV), folder, eventBytes));
        for (var other : List.of(
                new EventWorkload(Workload.Format.NDJSON),
                new NumberWorkload("numbers", 10),
                new NumberWorkload("wide", 200),
                new TextWorkload())) {
            profile(Input.of(other, folder, otherBytes));
        }
    }

    private void profile(Input input) throws IOException, InterruptedException {
        var recording = folder.resolve("profile.jfr");
        var options = "-XX:StartFlightRecording:settings=none,filename=" + recording + SAMPLING;
        Cost.of(folder, Lamella.with(options, lamella.convert(input, folder.resolve("lamella.parquet"))));
        var samples = new HashMap<String, Integer>();
        int all = 0;
        for (var event : RecordingFile.readAllEvents(recording)) {
            if (event.getEventType().getName().equals("jdk.CPUTimeSample") && event.getStackTrace() != null) {
                samples.merge(running(event), 1, Integer::sum);
                all++;
            }
        }
        out.printf("%n%s, %,d samples%n%n", input.name(), all);
        out.println("| method | share of the samples |");
        out.println("|---|---|");
        for (var method : hottest(samples)) {
            out.printf("| `%s` | %.1f %% |%n", method.getKey(), 100.0 * method.getValue() / all);
        }
        out.flush();
    }

    private static String running(RecordedEvent event) {
        var method = event.getStackTrace().getFrames().getFirst().getMethod();
        var type = method.getType().getName();
        return type.substring(type.lastIndexOf('.') + 1) + "." + method.getName();
    }

    private static List<Map.Entry<String, Integer>> hottest(Map<String, Integer> samples) {
        return samples.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(METHODS)
                .toList();
    }
}

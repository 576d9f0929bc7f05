package io.lamella.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What one process took, all of it: its start, the JVM's own threads, all.
///
/// @param cpu seconds, user and system
/// @param wall seconds
/// @param peakBytes the most memory that it held at one time (`VmHWM` of Linux), looked at every few milliseconds
record Cost(double cpu, double wall, long peakBytes) {
    private static final int LOOK_MILLIS = 10;
    private static final long KIB = 1024;
    private static final double NANOS = 1e9;
    private static final double TICKS_PER_SECOND = 100;
    /// Fields of `/proc/stat`: user, nice, system, irq and softirq.
    private static final List<Integer> IN_USE = List.of(1, 2, 3, 6, 7);

    /// Runs a command to its end. Linux only; needs bash.
    ///
    /// @param folder for what the command prints
    /// @throws IllegalStateException if the command fails
    static Cost of(Path folder, List<String> command) throws IOException, InterruptedException {
        var printed = folder.resolve("printed.txt");
        var times = folder.resolve("times.txt");
        var timed = new ArrayList<>(List.of(
                "bash",
                "-c",
                "TIMEFORMAT='%3U %3S %3R'; printed=$0; { time \"$@\" >\"$printed\" 2>&1; } 2>" + times,
                printed.toString()));
        timed.addAll(command);
        var builder = new ProcessBuilder(timed);
        builder.environment().put("LC_ALL", "C");
        var process = builder.inheritIO().start();
        long peak = 0;
        while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            peak = Math.max(
                    peak, process.children().mapToLong(Cost::highWater).max().orElse(0));
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(command + " failed:\n" + Files.readString(printed));
        }
        var fields = Files.readString(times).strip().split(" ", -1);
        return new Cost(
                Double.parseDouble(fields[0]) + Double.parseDouble(fields[1]), Double.parseDouble(fields[2]), peak);
    }

    /// Seconds of a processor that a process has taken so far.
    static double cpu(Process process) {
        return process.info().totalCpuDuration().map(Duration::toNanos).orElseThrow() / NANOS;
    }

    /// Seconds that the processors of the machine were in use since it started, whatever for.
    static double machineCpu() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/stat"))) {
            var fields = lines.findFirst().orElseThrow().split(" +", -1);
            return IN_USE.stream().mapToLong(i -> Long.parseLong(fields[i])).sum() / TICKS_PER_SECOND;
        }
    }

    /// The most memory that a process held at one time, in bytes; 0 if it has ended.
    static long highWater(ProcessHandle process) {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> KIB * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | RuntimeException ended) {
            return 0;
        }
    }
}

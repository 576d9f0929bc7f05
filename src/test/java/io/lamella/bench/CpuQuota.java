package io.lamella.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Holds processes to a share of a processor, as Lambda does: a control group of Linux, of either version, which root may make.
final class CpuQuota implements AutoCloseable {
    private static final Path GROUPS = Path.of("/sys/fs/cgroup");
    private static final int PERIOD_MICROS = 100_000;

    private final Path group;

    private CpuQuota(Path group) {
        this.group = group;
    }

    /// Whether whoever runs this may make one.
    static boolean isAllowed() {
        return Files.isWritable(parent());
    }

    /// The second version has one tree for all controllers, the first a tree for each.
    private static boolean isUnified() {
        return Files.exists(GROUPS.resolve("cgroup.controllers"));
    }

    private static Path parent() {
        return isUnified() ? GROUPS : GROUPS.resolve("cpu");
    }

    /// @param name of the group; one that was left behind is used again
    /// @param processors for all that it holds
    static CpuQuota of(String name, double processors) throws IOException {
        long micros = Math.round(processors * PERIOD_MICROS);
        var group = Files.createDirectories(parent().resolve(name));
        if (isUnified()) {
            Files.writeString(group.resolve("cpu.max"), micros + " " + PERIOD_MICROS);
        } else {
            Files.writeString(group.resolve("cpu.cfs_period_us"), Integer.toString(PERIOD_MICROS));
            Files.writeString(group.resolve("cpu.cfs_quota_us"), Long.toString(micros));
        }
        return new CpuQuota(group);
    }

    /// Holds a process with all its threads, and what it starts from now on.
    void hold(Process process) throws IOException {
        Files.writeString(group.resolve("cgroup.procs"), Long.toString(process.pid()));
    }

    /// To be called when all that it held have ended.
    @Override
    public void close() throws IOException {
        Files.delete(group);
    }
}

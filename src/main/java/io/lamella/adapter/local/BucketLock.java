package io.lamella.adapter.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// Lets one writer of a bucket in at a time, of all threads and processes. A process that dies lets go of it.
///
/// The lock of the file is the process', so threads need one of their own.
final class BucketLock {
    private static final Map<Path, ReentrantLock> OF_THREADS = new ConcurrentHashMap<>();

    private BucketLock() {}

    static <T> T hold(Path file, IoCall<T> body) throws IOException {
        ReentrantLock threads = OF_THREADS.computeIfAbsent(file, _ -> new ReentrantLock());
        threads.lock();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            return body.run();
        } finally {
            threads.unlock();
        }
    }
}

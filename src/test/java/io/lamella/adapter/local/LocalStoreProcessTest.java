package io.lamella.adapter.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.pipeline.Condition;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.ObjectInfo;
import io.lamella.pipeline.ObjectStore;
import io.lamella.pipeline.StoreException;
import io.lamella.pipeline.Upload;
import io.smallrye.mutiny.Uni;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Several processes on one directory, and processes that are killed.
class LocalStoreProcessTest {
    private static final Location COUNTER = new Location("lake", "counter");
    private static final Location BIG = new Location("lake", "big");
    private static final int BIG_BYTES = 6 * 1024 * 1024;

    @TempDir
    Path root;

    @Test
    void losesNoWriteOfAnyProcess() throws Exception {
        put(COUNTER, "0");
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(start("count"));
        }

        for (Process process : processes) {
            assertThat(process.waitFor()).isZero();
        }
        assertThat(new String(bytes(COUNTER), UTF_8)).isEqualTo("150");
    }

    @Test
    void keepsTheOldObjectOrTheNewWhenAWriterIsKilled() throws Exception {
        var random = new Random(3);
        for (int i = 0; i < 3; i++) {
            Process process = start("replace");
            try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
                // So many objects later, at some moment of the next one.
                for (int objects = random.nextInt(1, 6); objects > 0; objects--) {
                    assertThat(out.readLine()).isEqualTo("written");
                }
                process.destroyForcibly().waitFor();
            }

            byte[] big = bytes(BIG);
            assertThat(big).hasSize(BIG_BYTES).containsOnly(big[0]);
            put(BIG, "the lock is free");
        }
    }

    private Process start(String task) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        root.toString(),
                        task)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private void put(Location location, String text) {
        var store = new LocalStore(root, InstantSource.system());
        answer(store.put(location, ByteBuffer.wrap(text.getBytes(UTF_8)), Condition.ALWAYS));
    }

    private byte[] bytes(Location location) {
        return answer(new LocalStore(root, InstantSource.system()).get(location))
                .bytes()
                .array();
    }

    private static <T> T answer(Uni<T> call) {
        return call.await().indefinitely();
    }

    /// What the other processes do.
    static final class Writer {
        private final ObjectStore store;

        private Writer(ObjectStore store) {
            this.store = store;
        }

        public static void main(String[] arguments) {
            var writer = new Writer(new LocalStore(Path.of(arguments[0]), InstantSource.system()));
            switch (arguments[1]) {
                case "count" -> {
                    for (int i = 0; i < 50; i++) {
                        writer.countOn();
                    }
                }
                default -> {
                    for (byte fill = 0; ; fill++) {
                        writer.replace(fill);
                        System.out.println("written");
                    }
                }
            }
        }

        private void countOn() {
            while (true) {
                ObjectStore.Content content = answer(store.get(COUNTER));
                int next = Integer.parseInt(UTF_8.decode(content.bytes()).toString()) + 1;
                ByteBuffer bytes = ByteBuffer.wrap(String.valueOf(next).getBytes(UTF_8));
                ObjectInfo seen = content.info();
                try {
                    answer(store.put(COUNTER, bytes, new Condition.IfMatch(seen.etag())));
                    return;
                } catch (StoreException e) {
                    if (e.reason() != StoreException.Reason.PRECONDITION_FAILED) {
                        throw e;
                    }
                }
            }
        }

        private void replace(byte fill) {
            var bytes = new byte[BIG_BYTES];
            Arrays.fill(bytes, fill);
            Upload upload = answer(store.createUpload(BIG));
            Upload.Part part = answer(store.uploadPart(upload, 1, ByteBuffer.wrap(bytes)));
            answer(store.complete(upload, List.of(part), Condition.ALWAYS));
        }
    }
}

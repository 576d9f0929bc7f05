package io.lamella.adapter.local;

import static io.lamella.pipeline.Condition.ALWAYS;
import static io.lamella.pipeline.Condition.IF_ABSENT;
import static io.lamella.pipeline.StoreCalls.all;
import static io.lamella.pipeline.StoreCalls.answer;
import static io.lamella.pipeline.StoreCalls.buffer;
import static io.lamella.pipeline.StoreCalls.failure;
import static io.lamella.pipeline.StoreCalls.join;
import static io.lamella.pipeline.StoreCalls.text;
import static io.lamella.pipeline.StoreException.Reason.NO_SUCH_UPLOAD;
import static io.lamella.pipeline.StoreException.Reason.PRECONDITION_FAILED;
import static io.lamella.pipeline.StoreException.Reason.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.event.ByteRange;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.ObjectStore;
import io.lamella.pipeline.ObjectStoreContract;
import io.lamella.pipeline.SteppingClock;
import io.lamella.pipeline.StoreException;
import io.lamella.pipeline.Upload;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalStoreTest extends ObjectStoreContract {
    private static final int WORKERS = 8;
    private static final int ROUNDS = 25;

    private final SteppingClock clock = new SteppingClock(Instant.now());

    @TempDir
    Path root;

    @Override
    public ObjectStore store() {
        return new LocalStore(root, clock);
    }

    @Override
    public String bucket() {
        return "lake";
    }

    @Override
    public void passTime() {
        clock.pass(Duration.ofSeconds(2));
    }

    /// It has no pages, and forces each object to the disk.
    @Override
    public int moreThanAPage() {
        return 50;
    }

    @Override
    protected Set<StoreException.Reason> mayLoseBy() {
        return Set.of(PRECONDITION_FAILED);
    }

    @Test
    void keepsAnObjectWhereOthersFindIt() throws IOException {
        put("tables/events/h=a%20b/part-000000.parquet", "rows");

        assertThat(root.resolve("lake/tables/events/h=a%20b/part-000000.parquet"))
                .hasContent("rows");
    }

    @Test
    void takesFilesThatOthersMovedIn() throws IOException {
        Files.createDirectories(root.resolve("lake/in"));
        Files.writeString(root.resolve("lake/in/events.csv"), "a,b");

        assertThat(keys("in/")).containsExactly("in/events.csv");
        assertThat(text(answer(store().get(at("in/events.csv"))).bytes())).isEqualTo("a,b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/etc/passwd",
                "a/",
                "a//b",
                "../other/a",
                "a/../../b",
                "a/./b",
                ".hidden",
                "a/.b/c",
                "a\0b"
            })
    void refusesKeysThatAreNoPathInTheBucket(String key) {
        assertThat(failure(store().put(at(key), buffer("x"), ALWAYS))).isEqualTo(REFUSED);
        assertThat(failure(store().get(at(key)))).isEqualTo(REFUSED);
        assertThat(failure(store().delete(List.of(at(key))))).isEqualTo(REFUSED);
        assertThat(failure(store().createUpload(at(key)))).isEqualTo(REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", ".lamella", "a/b", "/tmp"})
    void refusesBucketsThatAreNoFolderOfTheRoot(String bucket) {
        assertThat(failure(store().put(new Location(bucket, "a"), buffer("x"), ALWAYS)))
                .isEqualTo(REFUSED);
        assertThat(failure(store().list(bucket, ""))).isEqualTo(REFUSED);
    }

    @Test
    void followsNoSymbolicLinks(@TempDir Path elsewhere) throws IOException {
        put("a", "x");
        Files.writeString(elsewhere.resolve("secret"), "secret");
        Files.createSymbolicLink(root.resolve("lake/folder"), elsewhere);
        Files.createSymbolicLink(root.resolve("lake/file"), elsewhere.resolve("secret"));

        assertThat(keys("")).containsExactly("a");
        assertThat(failure(store().get(at("folder/secret")))).isEqualTo(REFUSED);
        assertThat(failure(store().put(at("folder/new"), buffer("x"), ALWAYS))).isEqualTo(REFUSED);
        put("file", "mine");
        assertThat(elsewhere.resolve("secret")).hasContent("secret");
        assertThat(elsewhere.resolve("new")).doesNotExist();
    }

    @Test
    void refusesAKeyThatIsAnothersFolder() {
        put("a/b", "x");

        assertThat(failure(store().put(at("a"), buffer("x"), ALWAYS))).isEqualTo(REFUSED);
        assertThat(failure(store().put(at("a/b/c"), buffer("x"), ALWAYS))).isEqualTo(REFUSED);
    }

    @Test
    void forgetsFoldersThatAreEmpty() {
        put("a/b/c", "x");
        put("a/d", "x");

        answer(store().delete(List.of(at("a/b/c"))));
        assertThat(root.resolve("lake/a")).isDirectoryNotContaining("glob:**/b");

        answer(store().delete(List.of(at("a/d"))));
        assertThat(root.resolve("lake")).isEmptyDirectory();
        put("a", "a file now");
    }

    @Test
    void readsTheVersionThatAStreamBeganWithToItsEnd() {
        byte[] old = random(3 * 1024 * 1024);
        String etag = answer(store().put(at("a"), ByteBuffer.wrap(old), ALWAYS));
        var reader = store().stream(at("a"), ByteRange.whole(old.length), etag)
                .subscribe()
                .withSubscriber(AssertSubscriber.<ByteBuffer>create(1));

        put("a", "another");
        reader.request(Long.MAX_VALUE).awaitCompletion();

        assertThat(join(reader.getItems())).isEqualTo(old);
    }

    @Test
    void makesAnotherEtagThoughClockAndSizeAreTheSame() {
        var etags = new ArrayList<String>();

        for (int i = 0; i < 50; i++) {
            etags.add(put("a", "same"));
        }

        assertThat(etags).doesNotHaveDuplicates();
    }

    @Test
    void leavesNothingInItsWorkshop() throws IOException {
        String etag = put("a", "x");
        failure(store().put(at("a"), buffer("y"), IF_ABSENT));
        Upload upload = answer(store().createUpload(at("b")));
        complete(upload, ALWAYS, random(10));
        answer(store().abort(answer(store().createUpload(at("c")))));

        assertThat(etag).isNotEmpty();
        assertThat(root.resolve(".lamella/tmp")).isEmptyDirectory();
        assertThat(root.resolve(".lamella/uploads")).isEmptyDirectory();
    }

    @Test
    void removesLeftoversThatAreADayOld() throws IOException {
        Path tmp = Files.createDirectories(root.resolve(".lamella/tmp"));
        Path dayOld = Files.createDirectory(tmp.resolve("upload"));
        Files.writeString(dayOld.resolve("00001"), "x");
        Files.setLastModifiedTime(dayOld, FileTime.from(clock.instant().minus(Duration.ofHours(25))));
        Path recent = Files.writeString(tmp.resolve("recent"), "x");

        put("a", "x");

        try (Stream<Path> left = Files.list(tmp)) {
            assertThat(left).containsExactly(recent);
        }
    }

    /// Each call is a new store's first, which looks for leftovers among what the others are making just then.
    @Test
    void isNotDisturbedByWhatOthersMakeWhenItCleansUp() {
        sideBySide(worker -> {
            for (int begun = 0; begun < 20; begun++) {
                answer(store().abort(answer(store().createUpload(at("a")))));
            }
        });

        assertThat(all(store().listUploads(bucket(), ""))).isEmpty();
    }

    @Test
    void showsNoVersionThatNeverWas() {
        var written = ConcurrentHashMap.<String>newKeySet();
        var seen = ConcurrentHashMap.<String>newKeySet();
        written.add(put("a", "0"));
        sideBySide(worker -> {
            if (worker == 0) {
                written.add(put("a", "x".repeat(written.size() % 7)));
            } else {
                // Looks are quick, writes are forced to the disk.
                for (int look = 0; look < 100; look++) {
                    seen.add(answer(store().head(at("a"))).etag());
                }
            }
        });

        assertThat(written).containsAll(seen);
        assertThat(seen).hasSizeGreaterThan(1);
    }

    @Test
    void letsManyDeleteTheSameObjectAndItsFolder() {
        sideBySide(worker -> {
            put("a/b/c", "x");
            answer(store().delete(List.of(at("a/b/c"))));
        });

        assertThat(root.resolve("lake")).isEmptyDirectory();
    }

    @Test
    void completesAnUploadOrFindsItAborted() {
        sideBySide(worker -> {
            Upload upload = answer(store().createUpload(at("a")));
            Upload.Part part = answer(store().uploadPart(upload, 1, buffer("part")));
            var aborting = CompletableFuture.runAsync(() -> answer(store().abort(upload)));
            try {
                answer(store().complete(upload, List.of(part), ALWAYS));
            } catch (StoreException e) {
                assertThat(e.reason()).as(e.getMessage()).isEqualTo(NO_SUCH_UPLOAD);
            }
            aborting.join();
        });
    }

    /// Some workers that do the same again and again; none may fail.
    private static void sideBySide(IntConsumer work) {
        var failures = new ConcurrentLinkedQueue<Throwable>();
        try (var threads = Executors.newFixedThreadPool(WORKERS)) {
            for (int i = 0; i < WORKERS; i++) {
                int worker = i;
                threads.execute(() -> {
                    try {
                        for (int round = 0; round < ROUNDS; round++) {
                            work.accept(worker);
                        }
                    } catch (Throwable e) {
                        failures.add(e);
                    }
                });
            }
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void listsNothingWhereNoBucketIs() {
        assertThat(keys("")).isEmpty();
        assertThat(all(store().listUploads(bucket(), ""))).isEmpty();
    }
}

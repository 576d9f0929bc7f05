package io.lamella.pipeline;

import static io.lamella.pipeline.TestLake.range;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.column.LongVector;
import io.lamella.core.event.ByteRange;
import io.lamella.core.parquet.Footer;
import io.lamella.core.parquet.ParquetJava;
import io.lamella.core.parquet.RowGroupInfo;
import io.lamella.core.parquet.RowGroupReader;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.PartMetadata;
import io.lamella.core.table.SealReason;
import io.lamella.pipeline.FaultyStore.Call;
import io.lamella.pipeline.FaultyStore.When;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every length that a part ever had stays a whole file, for readers that know only that length (I8), and a reader that
/// planned splits over an earlier length and then finds a longer part reads just what was there when it planned. DuckDB,
/// parquet-java and our own reader say so.
class SnapshotsTest {
    private static final int ROW_GROUP = 16 * 1024;
    private static final int BIG_ROW_GROUP = 6 * 1024 * 1024;
    private static final int MAX_ROW_GROUPS = 24;

    private final TestLake lake = new TestLake();
    private final FaultyStore watched = new FaultyStore(lake.memory);
    private final SplittableRandom random = new SplittableRandom(1);
    private final List<Snapshot> snapshots = new ArrayList<>();
    private int landed;
    private int objects;
    private int noiseWords = 5;
    private int copies;

    @BeforeEach
    void watch() {
        for (var call : List.of(Call.PUT, Call.COMPLETE)) {
            watched.always(When.AFTER, call, "tables/", this::record);
        }
        watched.always(When.AFTER, Call.COPY_PART, "tables/", () -> copies++);
    }

    /// A part as one commit left it.
    ///
    /// @param length of the part
    /// @param ids as DuckDB saw them then
    private record Snapshot(Location part, long length, List<Long> ids, PartMetadata metadata) {}

    @Test
    void everyLengthStaysWhatItWas() {
        lake.resize(new Dataset.Sizes(ROW_GROUP, 8 * 1024 * 1024, MAX_ROW_GROUPS, 1024 * 1024));

        // Small files, joined three by three. The 16th commit writes the ledger anew.
        for (int i = 0; i < 18; i++) {
            land(4, "", "");
            land(5, "", "");
            land(6, "", "");
            commit();
        }
        assertThat(snapshots.get(14).metadata().ledger()).hasSize(15);
        assertThat(snapshots.get(15).metadata().ledger()).hasSize(1);
        assertThat(snapshots.get(17).metadata().ledger()).hasSize(3);
        assertThat(groups(snapshots.getLast())).hasSize(18);

        // Full row groups, which are copied although a small file comes first that they could have been joined with;
        // then
        // so many that the part rolls over.
        land(5, "", "");
        lake.clock.advance(Duration.ofSeconds(1));
        var full = landFull(600);
        commit();
        assertCopied(full);
        while (snapshots.getLast().metadata().sealed().isEmpty()) {
            landFull(600);
            commit();
        }

        // The next part, until the schema changes.
        for (int i = 0; i < 3; i++) {
            land(5, "", "");
            commit();
        }
        lake.addColumn();
        for (int i = 0; i < 3; i++) {
            land(5, ",more", ",m");
            commit();
        }

        // From now on a part for each commit.
        lake.appendNever();
        for (int i = 0; i < 2; i++) {
            land(5, ",more", ",m");
            commit();
        }

        assertThat(sealReasons().stream().map(Optional::orElseThrow))
                .containsExactly(
                        SealReason.ROW_GROUPS,
                        SealReason.SCHEMA,
                        SealReason.WRITE_ONCE,
                        SealReason.WRITE_ONCE,
                        SealReason.WRITE_ONCE);
        assertThat(copies).isZero();
        assertSnapshotsStand();
    }

    /// What is above 5 MiB is copied inside the store: the head, and row groups of big staged files.
    @Test
    void everyLengthOfABigPartStaysWhatItWas() {
        lake.resize(new Dataset.Sizes(BIG_ROW_GROUP, 256 * 1024 * 1024, 128, 1024 * 1024));
        noiseWords = 40;
        land(20_000, "", "");
        commit();
        assertThat(snapshots.getLast().length()).isGreaterThan(BIG_ROW_GROUP);

        assertCopies(1, "the head, behind which a small row group comes", () -> land(10, "", ""));
        assertCopies(1, "the head, behind which a full one of a small staged file comes", () -> land(12_000, "", ""));
        assertCopies(1, "the head, behind which small ones come, joined", () -> {
            land(100, "", "");
            land(200, "", "");
            land(300, "", "");
        });
        assertCopies(2, "the head, and a full row group of a big staged file", () -> {
            land(10, "", "");
            lake.clock.advance(Duration.ofSeconds(1));
            land(20_000, "", "");
        });
        lake.addColumn();
        assertCopies(
                2,
                "the head, that it may be sealed, and all that the next begins with",
                () -> land(20_000, ",more", ",m"));
        assertCopies(1, "the head of the next part", () -> land(10, ",more", ",m"));

        assertThat(snapshots).hasSize(8);
        assertThat(sealReasons()).containsExactly(Optional.of(SealReason.SCHEMA), Optional.empty());
        assertSnapshotsStand();
    }

    private void assertCopies(int expected, String what, Runnable landing) {
        landing.run();
        int before = copies;
        commit();
        assertThat(copies - before).as("copies of %s", what).isEqualTo(expected);
    }

    private void assertSnapshotsStand() {
        assertThat(lake.ids()).isEqualTo(range(0, landed));
        System.out.println(
                snapshots.size() + " snapshots of " + lake.list("tables/t/").size() + " parts");
        snapshots.forEach(this::assertStillOpens);
        snapshots.forEach(this::assertSplitsReadIt);
        assertThat(new Audit(lake.lake()).audit("t").collect().asList().await().indefinitely())
                .allSatisfy(part -> assertThat(part.problems()).isEmpty());
    }

    /// The length of then, and no more, is a file with the rows of then.
    private void assertStillOpens(Snapshot snapshot) {
        var prefix = Arrays.copyOf(bytes(snapshot.part()), Math.toIntExact(snapshot.length()));
        assertThat(duckIds(prefix))
                .as("%s up to %d, by DuckDB", snapshot.part(), snapshot.length())
                .isEqualTo(snapshot.ids());
        assertThat(sorted(ParquetJava.longs(prefix, "id", 0, prefix.length)))
                .as("%s up to %d, by parquet-java", snapshot.part(), snapshot.length())
                .isEqualTo(snapshot.ids());
    }

    /// As an engine does that lists files, cuts their lengths into splits, and opens them later.
    private void assertSplitsReadIt(Snapshot snapshot) {
        var file = bytes(snapshot.part());
        var now = ByteBuffer.wrap(file);
        var footer = Footer.parse(now, now.remaining());
        for (long split : List.of(500L, 4096L, snapshot.length() / 3 + 1, snapshot.length())) {
            var ids = new ArrayList<Long>();
            for (long from = 0; from < snapshot.length(); from += split) {
                long to = Math.min(from + split, snapshot.length());
                for (var group : footer.rowGroups()) {
                    long middle = group.range().offset() + group.range().length() / 2;
                    if (from <= middle && middle < to) {
                        ids.addAll(ids(footer, group, now));
                    }
                }
            }
            assertThat(sorted(ids))
                    .as("%s, splits of %d over %d", snapshot.part(), split, snapshot.length())
                    .isEqualTo(snapshot.ids());
        }
        long split = snapshot.length() / 3 + 1;
        var byParquetJava = Stream.iterate(0L, from -> from < snapshot.length(), from -> from + split)
                .flatMap(from ->
                        ParquetJava.longs(file, "id", from, Math.min(from + split, snapshot.length())).stream());
        assertThat(sorted(byParquetJava.toList()))
                .as("%s, splits of %d over %d, by parquet-java", snapshot.part(), split, snapshot.length())
                .isEqualTo(snapshot.ids());
    }

    private static List<Long> sorted(List<Long> ids) {
        return ids.stream().sorted().toList();
    }

    private static List<Long> ids(Footer footer, RowGroupInfo group, ByteBuffer file) {
        var ids = new ArrayList<Long>();
        try (var reader = new RowGroupReader(footer, group.ordinal(), slice(file, group.range()))) {
            for (int rows = reader.next(); rows > 0; rows = reader.next()) {
                var column = (LongVector) reader.columns().getFirst();
                LongStream.of(column.values).limit(rows).forEach(ids::add);
            }
        }
        return ids;
    }

    /// Each row group of a staged file is in the part byte by byte, as a row group of its own.
    private void assertCopied(byte[] staged) {
        var source = ByteBuffer.wrap(staged);
        var part = ByteBuffer.wrap(bytes(snapshots.getLast().part()));
        var inPart = groups(snapshots.getLast()).stream()
                .map(group -> slice(part, group.range()))
                .toList();
        var full = Footer.parse(source, staged.length).rowGroups().stream()
                .filter(group -> group.range().length() >= ROW_GROUP / 2)
                .map(group -> slice(source, group.range()))
                .toList();
        assertThat(full).isNotEmpty();
        assertThat(inPart).containsAll(full);
    }

    /// Runs right after each commit took effect.
    private void record() {
        var info = lake.list("tables/t/").getLast();
        var bytes = lake.bytes(info);
        var footer = Footer.parse(ByteBuffer.wrap(bytes), bytes.length);
        var metadata = PartMetadata.fromKeyValues(footer.keyValues()).orElseThrow();
        snapshots.add(new Snapshot(info.location(), bytes.length, duckIds(bytes), metadata));
    }

    /// Commits all that landed; each commit on the way is recorded.
    private void commit() {
        lake.store = watched;
        lake.compact();
        lake.store = lake.memory;
        assertThat(lake.list("staged/")).isEmpty();
        assertThat(lastOfEachPart()
                        .flatMap(snapshot -> snapshot.ids().stream())
                        .sorted()
                        .toList())
                .isEqualTo(range(0, landed));
    }

    private void land(int rows, String moreNames, String moreValues) {
        var text = new StringBuilder("id,name").append(moreNames).append('\n');
        for (int i = 0; i < rows; i++) {
            text.append(landed++).append(',').append(noise()).append(moreValues).append('\n');
        }
        lake.convert(lake.land("object-%03d.csv".formatted(objects++), text.toString()));
    }

    /// Lets an object land that fills a row group or more, and answers with its staged file.
    private byte[] landFull(int rows) {
        land(rows, "", "");
        return lake.list("staged/").stream()
                .map(lake::bytes)
                .filter(bytes -> bytes.length >= ROW_GROUP / 2)
                .findFirst()
                .orElseThrow();
    }

    /// Does not compress.
    private String noise() {
        return Stream.generate(() -> Long.toString(random.nextLong(), 36))
                .limit(noiseWords)
                .reduce("", String::concat);
    }

    private List<Optional<SealReason>> sealReasons() {
        return lastOfEachPart().map(snapshot -> snapshot.metadata().sealed()).toList();
    }

    private Stream<Snapshot> lastOfEachPart() {
        return snapshots.stream()
                .filter(snapshot -> snapshots.stream()
                        .noneMatch(
                                other -> other.part().equals(snapshot.part()) && other.length() > snapshot.length()));
    }

    private List<RowGroupInfo> groups(Snapshot snapshot) {
        var bytes = Arrays.copyOf(bytes(snapshot.part()), Math.toIntExact(snapshot.length()));
        return Footer.parse(ByteBuffer.wrap(bytes), bytes.length).rowGroups();
    }

    private byte[] bytes(Location part) {
        return lake.list(part.key()).stream().map(lake::bytes).findFirst().orElseThrow();
    }

    private static ByteBuffer slice(ByteBuffer file, ByteRange range) {
        return file.slice(Math.toIntExact(range.offset()), Math.toIntExact(range.length()));
    }

    private static List<Long> duckIds(byte[] file) {
        return DuckDb.longs(List.of(file), "select id from t order by id");
    }
}

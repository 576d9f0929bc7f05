package io.lamella.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamella.adapter.memory.MemoryStore;
import io.lamella.core.parquet.Checksums;
import io.lamella.core.parquet.ColumnValues;
import io.lamella.core.parquet.Footer;
import io.lamella.core.parquet.ParquetFormatException;
import io.lamella.core.parquet.ParquetRows;
import io.lamella.core.parquet.Reconciliation;
import io.lamella.core.plan.MergePolicy;
import io.lamella.pipeline.Condition;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.ManualTime;
import io.lamella.pipeline.MergeOutcome;
import io.lamella.pipeline.foreign.ForeignMerge;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Files that nobody on this project wrote, merged: by sets that belong together, and each with itself.
class ForeignMergeCasesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BUCKET = "landing";
    private static final Set<Reconciliation> NONE = EnumSet.noneOf(Reconciliation.class);
    private static final Set<Reconciliation> ALL = EnumSet.allOf(Reconciliation.class);

    private final ManualTime clock = new ManualTime();
    private final MemoryStore store = new MemoryStore(clock);

    @Test
    void setsHaveTheSameRowsWhenTheyAreMerged() throws IOException {
        for (var set : sets()) {
            land(set);

            var outcomes = merge(NONE);

            // Not even a set whose columns differ has lost or changed anything: its files are left alone.
            assertThat(digest(found(), List.of()).rowSet()).as(set.name()).isEqualTo(set.checksum());
            assertThat(digest(found(), List.of()).rows()).as(set.name()).isEqualTo(set.rows());
            assertThat(found())
                    .as(set.name())
                    .hasSize(set.same() ? 1 : set.files().size());
            assertThat(outcomes.stream().filter(MergeOutcome.Failed.class::isInstance))
                    .isEmpty();
            clear();
        }
    }

    @Test
    void columnsAreMatchedByTheirNamesWhereTheirOrderDiffers() throws IOException {
        var set = set("hardwood-column-order");
        land(set);
        var before = digest(found(), List.of("a", "b"));

        merge(EnumSet.of(Reconciliation.COLUMN_ORDER));

        assertThat(found()).hasSize(1);
        assertThat(digest(found(), List.of("a", "b"))).isEqualTo(before);
    }

    @Test
    void decimalsKeepTheirValuesWhereTheirScaleDiffers() throws IOException {
        var set = set("hardwood-decimal-scale");
        land(set);
        var before = values(found());

        merge(EnumSet.of(Reconciliation.DECIMAL_SCALE));

        assertThat(found()).hasSize(1);
        assertThat(values(found())).containsExactlyInAnyOrderElementsOf(before);
    }

    /// Each file beside a copy of itself: either its rows are there twice in one file, or both are left alone and it is said why.
    /// Row groups are encoded anew wherever that is possible, for they are never full.
    @Test
    void everyFileIsMergedWithTheSameValuesOrLeftAloneWithAReason() throws IOException {
        var outcomes = new TreeMap<String, Integer>();
        var wrong = new ArrayList<String>();
        for (var file : CasesFolder.find().ofKind("parquet")) {
            var bytes = Files.readAllBytes(file.file());
            put("a.parquet", bytes);
            put("b.parquet", bytes);
            var before = contents(List.of(bytes, bytes));

            var result = merge(ALL);

            var kind = kind(result);
            outcomes.merge("tier " + file.tier() + " " + kind, 1, Integer::sum);
            var merged = found();
            boolean ok = switch (kind) {
                case "merged" -> merged.size() == 1 && before.equals(contents(merged));
                case "left" -> merged.size() == 2;
                default -> false;
            };
            if (!ok) {
                wrong.add(file + ": " + result);
            }
            if (!kind.equals("merged")) {
                System.out.println(file.tier() + " " + file.file() + ": " + result.getFirst());
            }
            clear();
        }
        System.out.println("Parquet cases, merged: " + outcomes);

        assertThat(wrong).isEmpty();
    }

    private static String kind(List<MergeOutcome> outcomes) {
        if (outcomes.isEmpty()) {
            return "nothing";
        }
        return switch (outcomes.getFirst()) {
            case MergeOutcome.Merged _ -> "merged";
            case MergeOutcome.Left _ -> "left";
            case MergeOutcome.Failed _ -> "failed";
            case MergeOutcome.Finished _, MergeOutcome.Planned _ -> "odd";
        };
    }

    /// @param rows the set of rows, of the columns that are not nested
    /// @param entries how often each entry of each column is there
    private record Contents(TableDigest.Result rows, Map<String, Integer> entries) {}

    /// All entries of all columns, nested ones with their levels; empty for a file that cannot be read.
    private static Optional<Contents> contents(List<byte[]> files) {
        var counts = new TreeMap<String, Integer>();
        try {
            for (var file : files) {
                var bytes = ByteBuffer.wrap(file);
                var footer = Footer.parse(bytes, file.length);
                for (var group : footer.rowGroups()) {
                    var content = bytes.slice(
                            Math.toIntExact(group.range().offset()),
                            Math.toIntExact(group.range().length()));
                    for (int column = 0; column < footer.columnCount(); column++) {
                        count(
                                new ColumnValues(footer, group.ordinal(), column, content, Checksums.VERIFY),
                                column,
                                counts);
                    }
                }
            }
            return Optional.of(new Contents(digest(files, List.of()), counts));
        } catch (ParquetFormatException e) {
            return Optional.empty();
        }
    }

    private static void count(ColumnValues values, int column, Map<String, Integer> counts) {
        while (values.next()) {
            counts.merge(
                    column + " " + values.definitionLevel() + " " + values.repetitionLevel() + " " + values.text(),
                    1,
                    Integer::sum);
        }
    }

    private record CompactionSet(String name, List<Path> files, long rows, String checksum, boolean same) {}

    private static CompactionSet set(String name) throws IOException {
        return sets().stream()
                .filter(set -> set.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<CompactionSet> sets() throws IOException {
        var cases = CasesFolder.find().path();
        var sets = new ArrayList<CompactionSet>();
        JSON.readTree(cases.resolve("COMPACTION_SETS.json").toFile())
                .properties()
                .forEach(entry -> sets.add(set(cases, entry.getKey(), entry.getValue())));
        return sets;
    }

    private static CompactionSet set(Path cases, String name, JsonNode json) {
        var files = new ArrayList<Path>();
        json.path("files")
                .forEach(file -> files.add(cases.resolve(file.path("file").asText())));
        return new CompactionSet(
                name,
                files,
                json.path("total_rows").asLong(),
                json.path("total_row_set_checksum").asText(),
                json.path("identical_physical_schema").asBoolean());
    }

    private void land(CompactionSet set) throws IOException {
        for (int i = 0; i < set.files().size(); i++) {
            put("part-%02d.parquet".formatted(i), Files.readAllBytes(set.files().get(i)));
        }
    }

    private void put(String key, byte[] bytes) {
        store.put(new Location(BUCKET, key), ByteBuffer.wrap(bytes), Condition.ALWAYS)
                .await()
                .indefinitely();
    }

    private List<MergeOutcome> merge(Set<Reconciliation> reconcile) {
        var policy = new MergePolicy(Duration.ZERO, 512L << 20, 64L << 20, reconcile);
        clock.advance(Duration.ofSeconds(2));
        return new ForeignMerge(store, policy, List.of(), clock, Runnable::run)
                .merge(BUCKET, "")
                .collect()
                .asList()
                .await()
                .indefinitely();
    }

    private List<byte[]> found() {
        return keys().stream()
                .map(location -> store.get(location).await().indefinitely().bytes())
                .map(buffer -> {
                    var bytes = new byte[buffer.remaining()];
                    buffer.duplicate().get(bytes);
                    return bytes;
                })
                .toList();
    }

    private List<Location> keys() {
        return store.list(BUCKET, "")
                .map(info -> info.location())
                .collect()
                .asList()
                .await()
                .indefinitely();
    }

    private void clear() {
        store.delete(keys()).await().indefinitely();
    }

    /// @param order of the columns; empty for that of each file
    private static TableDigest.Result digest(List<byte[]> files, List<String> order) {
        var digest = new TableDigest(columns(files.getFirst()).size());
        for (var file : files) {
            var names = columns(file);
            rows(file)
                    .forEach(row -> digest.add(
                            order.isEmpty()
                                    ? row
                                    : order.stream()
                                            .map(name -> row.get(names.indexOf(name)))
                                            .toList()));
        }
        var result = digest.result();
        // The other hashes depend on the order of rows.
        return new TableDigest.Result(result.rows(), "", result.rowSet(), List.of());
    }

    private static List<String> columns(byte[] file) {
        return ParquetRows.columns(Footer.parse(ByteBuffer.wrap(file), file.length));
    }

    /// Numbers without the zeros at their end.
    private static List<List<Optional<String>>> values(List<byte[]> files) {
        return files.stream()
                .flatMap(ForeignMergeCasesTest::rows)
                .map(row -> row.stream()
                        .map(value -> value.map(text -> text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text))
                        .toList())
                .toList();
    }

    private static Stream<List<Optional<String>>> rows(byte[] file) {
        var bytes = ByteBuffer.wrap(file);
        var footer = Footer.parse(bytes, file.length);
        var rows = new ArrayList<List<Optional<String>>>();
        for (var group : footer.rowGroups()) {
            var content = bytes.slice(
                    Math.toIntExact(group.range().offset()),
                    Math.toIntExact(group.range().length()));
            var reader = new ParquetRows(footer, group.ordinal(), content, Checksums.IGNORE);
            while (reader.next()) {
                rows.add(reader.values());
            }
        }
        return rows.stream();
    }
}

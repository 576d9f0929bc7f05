package io.lamella.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.decode.InputFormat;
import io.lamella.core.parquet.Footer;
import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.SealReason;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Nested columns go all the way: what landed as NDJSON is in the table, whether its row groups were joined, copied or settled.
class NestedTableTest {
    private final TestLake lake = new TestLake(500);
    private final SplittableRandom random = new SplittableRandom(4);
    private final TreeMap<Integer, String> expected = new TreeMap<>();

    NestedTableTest() {
        lake.readAs(InputFormat.NdJson.DEFAULT);
        lake.setColumns(
                new Column("id", new ColumnType.Int(64), true),
                new Column("name", new ColumnType.Text(), false),
                new Column(
                        "items",
                        new ColumnType.Array(new ColumnType.Struct(List.of(
                                new ColumnType.Field("sku", new ColumnType.Text()),
                                new ColumnType.Field("sizes", new ColumnType.Array(new ColumnType.Int(32)))))),
                        false));
        lake.resize(new Dataset.Sizes(20_000, 1_000_000, 128, 1_000_000));
        lake.settle(new Dataset.Settle(Duration.ofDays(1), 0, 24));
    }

    @Test
    void rowsAreTheSameAfterTheyWereJoinedAndCopied() {
        for (int commit = 0; commit < 4; commit++) {
            // A big object fills row groups, which are copied; small ones are joined.
            land(commit + "-big", commit * 10_000, commit * 10_000 + 3000);
            for (int small = 0; small < 5; small++) {
                int from = commit * 10_000 + 5000 + 100 * small;
                land(commit + "-" + small, from, from + 60);
            }
            lake.compact();
        }

        assertTable("tables/t/");
        assertAudit();
    }

    @Test
    void rowsAreTheSameInPartitionsAndAfterTheyWereSettled() {
        lake.partitionByName();
        for (int commit = 0; commit < 3; commit++) {
            land("object-" + commit, commit * 1000, commit * 1000 + 300);
            lake.compact("name=n0");
            lake.compact("name=n1");
        }
        assertTable("tables/t/");

        lake.clock.advance(Duration.ofDays(3));
        lake.sweep().sweep(List.of(lake.dataset)).await().indefinitely();
        assertTable("tables/t/");
        assertAudit();
        assertThat(lake.list("tables/t/")).allSatisfy(part -> {
            var bytes = lake.bytes(part);
            assertThat(Footer.parse(ByteBuffer.wrap(bytes), bytes.length)
                            .keyValues()
                            .toString())
                    .contains(SealReason.SETTLED.name());
        });
    }

    private void land(String key, int from, int to) {
        var text = new StringBuilder();
        for (int id = from; id < to; id++) {
            var items = items();
            expected.put(id, items.replace("\"", ""));
            text.append("{\"id\": %d, \"name\": \"n%d\", \"items\": %s}\n".formatted(id, id % 2, items));
        }
        var receipt = lake.convert(lake.land(key, text.toString()));
        assertThat(receipt.rejected()).isZero();
    }

    private String items() {
        return switch (random.nextInt(6)) {
            case 0 -> "null";
            case 1 -> "[]";
            case 2 -> "[null]";
            default ->
                IntStream.range(0, 1 + random.nextInt(4))
                        .mapToObj(_ -> "{\"sku\":" + random.nextInt(100) + ",\"sizes\":" + sizes() + "}")
                        .collect(Collectors.joining(",", "[", "]"));
        };
    }

    private String sizes() {
        return random.nextInt(4) == 0
                ? "null"
                : random.ints(random.nextInt(5), 0, 50)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(",", "[", "]"));
    }

    private void assertTable(String prefix) {
        var files = lake.list(prefix).stream().map(lake::bytes).toList();
        var rows = DuckDb.query(files, "select coalesce(to_json(items)::varchar, 'null') from t order by id");
        assertThat(rows.stream().map(row -> row.replace("\"", "")).toList())
                .isEqualTo(new ArrayList<>(expected.values()));
    }

    private void assertAudit() {
        var parts = new Audit(lake.lake()).audit("t").collect().asList().await().indefinitely();
        assertThat(parts)
                .isNotEmpty()
                .allSatisfy(part -> assertThat(part.problems()).isEmpty());
        assertThat(parts.stream().mapToLong(Audit.PartReport::rows).sum()).isEqualTo(expected.size());
    }
}

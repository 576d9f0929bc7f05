package io.lamella.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.event.SliceTask;
import io.lamella.core.parquet.Footer;
import io.lamella.core.parquet.RowGroupInfo;
import io.lamella.core.parquet.RowGroupSize;
import io.lamella.core.table.Dataset;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A slice has row groups that are all worth keeping, so that a commit copies them, and joins none.
class EvenRowGroupsTest {
    private static final int BYTES = 4 * 1024 * 1024;
    private static final RowGroupSize SIZE = new RowGroupSize(BYTES);
    /// What a row comes to, encoded: half of its hexadecimal digits.
    private static final int ROW_BYTES = 100;

    private final TestLake lake = new TestLake(64 * 1024);

    @BeforeEach
    void resize() {
        lake.resize(new Dataset.Sizes(BYTES, 64L * BYTES, 128, BYTES));
    }

    /// @param percent of a row group that all rows come to
    @ParameterizedTest
    @ValueSource(ints = {60, 120, 130, 210, 310})
    void eachIsFull(int percent) {
        lake.convert(land(percent));

        assertThat(staged())
                .hasSize(Math.ceilDiv(percent, 100))
                .allSatisfy(
                        group -> assertThat(SIZE.isFull(group.range().length())).isTrue());
    }

    @Test
    void areCopied() {
        lake.convert(land(130));
        var staged = staged();
        var meter = new StoreMeter(lake.memory);
        lake.store = meter;
        lake.compact();

        assertThat(rows(rowGroups(lake.list("tables/t/")))).isEqualTo(rows(staged));
        assertThat(meter.read().bytesCopied())
                .isGreaterThanOrEqualTo(staged.stream()
                        .mapToLong(group -> group.range().length())
                        .sum());
    }

    /// What stands first is compressed worse than the rest.
    @Test
    void endEarlyForAGuessThatWasTooHigh() {
        var text = new StringBuilder("id,name\n");
        var digits = new Random(3);
        int random = 90 * (BYTES / 100) / ROW_BYTES;
        int all = random + 290_000;
        for (int id = 0; id < random; id++) {
            text.append(row(id, digits));
        }
        for (int id = random; id < all; id++) {
            text.append(id).append(",the same\n");
        }
        lake.convert(lake.land("a.csv", text.toString()));
        var staged = staged();
        lake.compact();

        assertThat(staged).hasSize(2);
        assertThat(SIZE.isFull(staged.getFirst().range().length())).isTrue();
        assertThat(SIZE.isFull(staged.getLast().range().length())).isFalse();
        assertThat(lake.ids()).isEqualTo(TestLake.range(0, all));
    }

    private SliceTask land(int percent) {
        var digits = new Random(percent);
        var text = new StringBuilder("id,name\n");
        for (int id = 0; id < percent * (BYTES / 100) / ROW_BYTES; id++) {
            text.append(row(id, digits));
        }
        return lake.land("a.csv", text.toString());
    }

    private static String row(int id, Random digits) {
        var bytes = new byte[100];
        digits.nextBytes(bytes);
        return id + "," + HexFormat.of().formatHex(bytes) + "\n";
    }

    private List<RowGroupInfo> staged() {
        return rowGroups(lake.list("staged/"));
    }

    private List<RowGroupInfo> rowGroups(List<ObjectInfo> files) {
        return files.stream()
                .map(lake::bytes)
                .flatMap(bytes -> Footer.parse(ByteBuffer.wrap(bytes), bytes.length).rowGroups().stream())
                .toList();
    }

    private static List<Long> rows(List<RowGroupInfo> groups) {
        return groups.stream().map(RowGroupInfo::rows).toList();
    }
}

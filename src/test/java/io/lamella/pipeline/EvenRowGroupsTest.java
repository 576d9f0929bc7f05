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

    private final TestLake lake = new TestLake();

    @BeforeEach
    void resize() {
        lake.resize(new Dataset.Sizes(BYTES, 64L * BYTES, 128, BYTES));
    }

    /// @param percent of a row group that all rows come to
    @ParameterizedTest
    @ValueSource(ints = {60, 110, 130, 210, 310})
    void eachIsFull(int percent) {
        lake.convert(land(percent));

        assertThat(staged())
                .hasSize(Math.ceilDiv(percent, 100))
                .allSatisfy(
                        group -> assertThat(SIZE.isFull(group.range().length())).isTrue());
    }

    @Test
    void areThoseOfTheTable() {
        lake.convert(land(130));
        var staged = rows(staged());
        lake.compact();

        assertThat(rows(rowGroups(lake.list("tables/t/")))).isEqualTo(staged).hasSize(2);
    }

    /// What stands first does not tell how well the rest is compressed.
    @Test
    void doNotDependOnAGuessThatIsRight() {
        var text = new StringBuilder("id,name\n");
        for (int id = 0; id < 400_000; id++) {
            text.append(id).append(",the same\n");
        }
        var digits = new Random(3);
        for (int id = 400_000; id < 480_000; id++) {
            text.append(row(id, digits));
        }
        lake.convert(lake.land("a.csv", text.toString()));
        lake.compact();

        assertThat(lake.ids()).isEqualTo(TestLake.range(0, 480_000));
        assertThat(rowGroups(lake.list("tables/t/"))).hasSizeBetween(2, 4);
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

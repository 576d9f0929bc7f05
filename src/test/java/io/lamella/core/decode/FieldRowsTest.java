package io.lamella.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.column.BytesVector;
import io.lamella.core.column.LongVector;
import io.lamella.core.decode.ValueFormat.BinaryText;
import io.lamella.core.decode.ValueFormat.Rounding;
import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class FieldRowsTest {
    private final List<Rejected> rejected = new ArrayList<>();
    private final List<String> taken = new ArrayList<>();

    private static FieldRows rows(ColumnType type, boolean required, int maxRowBytes) {
        var format = new ValueFormat(List.of(), List.of(), ZoneOffset.UTC, Rounding.REJECT, BinaryText.UTF8);
        return new FieldRows(
                List.of(new ColumnSource(new Column("c", type, required), "c", OptionalInt.empty(), format)),
                maxRowBytes);
    }

    private void take(RowBatch batch) {
        rejected.addAll(batch.rejected());
        for (int i = 0; i < batch.accepted(); i++) {
            int row = batch.rows()[i];
            taken.add(
                    switch (batch.columns().getFirst()) {
                        case LongVector longs -> longs.isNull(row) ? "null" : Long.toString(longs.values[row]);
                        case BytesVector bytes ->
                            bytes.isNull(row)
                                    ? "null"
                                    : new String(
                                            bytes.data,
                                            bytes.starts[row],
                                            bytes.lengths[row],
                                            StandardCharsets.ISO_8859_1);
                        default -> "nested";
                    });
        }
    }

    private void put(FieldRows rows, byte[]... values) {
        for (var value : values) {
            rows.put(0, value);
            if (rows.endRow()) {
                rows.handOn(this::take);
            }
        }
        rows.handOn(this::take);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void nullAndEmptyAreTwoThings() {
        put(rows(new ColumnType.Text(), false, 100), null, utf8(""), utf8("a"));
        put(rows(new ColumnType.Binary(), false, 100), null, new byte[0]);

        assertThat(taken).containsExactly("null", "", "a", "null", "");
    }

    @Test
    void wordsThatMeanNullInFilesAreValues() {
        put(rows(new ColumnType.Text(), false, 100), utf8("NULL"), utf8("\\N"));

        assertThat(taken).containsExactly("NULL", "\\N");
    }

    @Test
    void bytesAreTakenAsTheyAre() {
        var all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        put(rows(new ColumnType.Binary(), true, 1000), all);

        assertThat(taken).containsExactly(new String(all, StandardCharsets.ISO_8859_1));
    }

    @Test
    void textThatIsNotUtf8IsRejectedWithItsBytes() {
        put(rows(new ColumnType.Text(), false, 100), utf8("é"), new byte[] {'a', (byte) 0xE9});

        assertThat(taken).hasSize(1);
        assertThat(rejected).singleElement().satisfies(row -> {
            assertThat(row.reason()).isEqualTo("malformed_text");
            assertThat(row.line()).isEqualTo(2);
            assertThat(new String(row.raw(), StandardCharsets.UTF_8)).isEqualTo("{\"c\":\"Yek=\"}");
        });
    }

    @Test
    void aNullOfARequiredColumnIsRejected() {
        put(rows(new ColumnType.Int(64), true, 100), utf8("1"), null);

        assertThat(taken).containsExactly("1");
        assertThat(rejected).singleElement().satisfies(row -> {
            assertThat(row.reason()).isEqualTo("required_is_null");
            assertThat(new String(row.raw(), StandardCharsets.UTF_8)).isEqualTo("{\"c\":null}");
        });
    }

    @Test
    void aRowThatIsTooLongIsRejected() {
        put(rows(new ColumnType.Text(), false, 3), utf8("abc"), utf8("abcd"), utf8("e"));

        assertThat(taken).containsExactly("abc", "e");
        assertThat(rejected)
                .singleElement()
                .satisfies(row -> assertThat(row.reason()).isEqualTo("row_too_long"));
    }

    @Test
    void rowsAreNumberedThroughAllBatches() {
        var values = new byte[20_000][];
        Arrays.setAll(values, i -> utf8(i % 1000 == 999 ? "bad" : Integer.toString(i)));
        put(rows(new ColumnType.Int(32), true, 100), values);

        assertThat(taken).hasSize(19_980);
        assertThat(rejected)
                .hasSize(20)
                .last()
                .satisfies(row -> assertThat(row.line()).isEqualTo(20_000));
    }

    @Test
    void wideRowsAreHandedOnEarly() {
        var rows = rows(new ColumnType.Text(), false, 10_000_000);
        rows.put(0, new byte[1_000_000]);
        assertThat(rows.endRow()).isFalse();
        rows.put(0, new byte[2_000_000]);
        assertThat(rows.endRow()).isTrue();
    }
}

package io.lamella.core.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.column.BytesVector;
import io.lamella.core.column.LongVector;
import io.lamella.core.column.Vector;
import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import io.lamella.core.schema.ColumnType.TimestampUnit;
import io.lamella.core.schema.TableSchema;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContentDigestTest {
    private static final long NULL = Long.MIN_VALUE;
    private static final ColumnType INT = new ColumnType.Int(64);

    private static byte[] longs(ColumnType first, ColumnType second, long[]... rows) {
        var schema = new TableSchema(List.of(new Column("a", first, false), new Column("b", second, false)));
        var columns = List.of(new LongVector(rows.length), new LongVector(rows.length));
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < 2; column++) {
                if (rows[row][column] != NULL) {
                    columns.get(column).set(row, rows[row][column]);
                }
            }
        }
        return file(schema, columns, rows.length);
    }

    private static byte[] file(TableSchema schema, List<? extends Vector> columns, int rows) {
        try (var encoder = new RowGroupEncoder(schema, WriterSettings.DEFAULT)) {
            encoder.append(columns, IntStream.range(0, rows).toArray(), 0, rows);
            return FileInMemory.create(schema)
                    .rowGroups(List.of(encoder.finish()))
                    .finish(Map.of());
        }
    }

    private static ContentDigest digest(byte[] file) {
        var footer = FileInMemory.footer(file);
        return ContentDigest.of(
                SchemaMatch.of(FileSchema.of(footer), footer), footer, 0, FileInMemory.content(file, 0));
    }

    private static ContentDigest ints(long[]... rows) {
        return digest(longs(INT, INT, rows));
    }

    @Test
    void doesNotDependOnTheOrderOfRows() {
        assertThat(ints(new long[] {1, 2}, new long[] {3, NULL}, new long[] {5, 6}))
                .isEqualTo(ints(new long[] {5, 6}, new long[] {1, 2}, new long[] {3, NULL}));
    }

    @Test
    void addsUp() {
        assertThat(ints(new long[] {1, 2}).plus(ints(new long[] {3, NULL})))
                .isEqualTo(ints(new long[] {1, 2}, new long[] {3, NULL}));
    }

    @Test
    void seesValuesThatChangedPlacesBetweenRowsOrColumns() {
        var digest = ints(new long[] {1, 2}, new long[] {3, 4});

        assertThat(digest).isNotEqualTo(ints(new long[] {1, 4}, new long[] {3, 2}));
        assertThat(digest).isNotEqualTo(ints(new long[] {2, 1}, new long[] {3, 4}));
        assertThat(ints(new long[] {0, NULL})).isNotEqualTo(ints(new long[] {NULL, 0}));
        assertThat(ints(new long[] {0, 0})).isNotEqualTo(ints(new long[] {NULL, NULL}));
    }

    @Test
    void seesARowThatIsThereTwiceInThePlaceOfAnother() {
        assertThat(ints(new long[] {1, 1}, new long[] {1, 1}, new long[] {2, 2}))
                .isNotEqualTo(ints(new long[] {1, 1}, new long[] {2, 2}, new long[] {2, 2}));
    }

    @Test
    void takesAMomentForTheSameInEveryUnit() {
        assertThat(digest(longs(INT, new ColumnType.Timestamp(TimestampUnit.MILLIS, true), new long[] {1, -1_500})))
                .isEqualTo(digest(
                        longs(INT, new ColumnType.Timestamp(TimestampUnit.MICROS, true), new long[] {1, -1_500_000})))
                .isNotEqualTo(digest(
                        longs(INT, new ColumnType.Timestamp(TimestampUnit.MICROS, true), new long[] {1, -1_500})));
    }

    @Test
    void takesADecimalForTheSameWithAnyScaleAndInAnyForm() {
        var narrow = digest(longs(INT, new ColumnType.Decimal(9, 2), new long[] {1, -150}));
        var wide = new BytesVector(1);
        wide.clear();
        DecimalValues.put(BigInteger.valueOf(-15_000), 16, wide, 0);
        var id = new LongVector(1);
        id.set(0, 1);
        var schema = new TableSchema(
                List.of(new Column("a", INT, false), new Column("b", new ColumnType.Decimal(38, 4), false)));

        assertThat(narrow)
                .isEqualTo(digest(longs(INT, new ColumnType.Decimal(18, 4), new long[] {1, -15_000})))
                .isEqualTo(digest(file(schema, List.of(id, wide), 1)))
                .isNotEqualTo(digest(longs(INT, new ColumnType.Decimal(9, 1), new long[] {1, -150})));
    }
}

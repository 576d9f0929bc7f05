package io.lamella.adapter.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.decode.ColumnSource;
import io.lamella.core.decode.ValueFormat;
import io.lamella.core.decode.ValueFormat.Rounding;
import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import io.lamella.core.schema.ColumnType.TimestampUnit;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// Which types of databases fit which columns, at the edges.
class TypeFitTest {
    private static Optional<String> remedy(SourceType from, ColumnType to) {
        return TypeFit.remedy(from, ColumnSource.of(new Column("c", to, false)));
    }

    private static void assertFits(SourceType from, ColumnType to) {
        assertThat(remedy(from, to)).isEmpty();
    }

    @Test
    void integersFitWhereAllTheirValuesDo() {
        for (int bits : new int[] {8, 16, 32, 64}) {
            for (int has : new int[] {8, 16, 24, 32, 64}) {
                var to = new ColumnType.Int(bits);
                assertThat(remedy(new SourceType.Int(has, true), to).isEmpty()).isEqualTo(has <= bits);
                assertThat(remedy(new SourceType.Int(has, false), to).isEmpty()).isEqualTo(has < bits);
            }
        }
    }

    @Test
    void unsigned64BitsTakeADecimalOf20Digits() {
        var unsigned = new SourceType.Int(64, false);

        assertThat(remedy(unsigned, new ColumnType.Int(64)))
                .contains("declare the column as decimal(20,0), or CAST it in the query");
        assertFits(unsigned, new ColumnType.Decimal(20, 0));
        assertFits(unsigned, new ColumnType.Decimal(22, 2));
        assertThat(remedy(unsigned, new ColumnType.Decimal(20, 1))).isPresent();
        assertThat(remedy(new SourceType.Int(64, true), new ColumnType.Decimal(18, 0)))
                .isPresent();
        assertFits(new SourceType.Int(64, true), new ColumnType.Decimal(19, 0));
    }

    @Test
    void decimalsFitWhereTheyLoseNoDigits() {
        assertFits(new SourceType.Decimal(18, 2), new ColumnType.Decimal(18, 2));
        assertFits(new SourceType.Decimal(18, 2), new ColumnType.Decimal(20, 4));
        assertThat(remedy(new SourceType.Decimal(18, 2), new ColumnType.Decimal(18, 4)))
                .contains("declare the column as decimal(18,2), or CAST it in the query");
        assertThat(remedy(new SourceType.Decimal(18, 4), new ColumnType.Decimal(18, 2)))
                .isPresent();
        assertThat(remedy(new SourceType.Decimal(65, 30), new ColumnType.Decimal(38, 30)))
                .contains("CAST it in the query");
        assertFits(new SourceType.Unbounded(), new ColumnType.Decimal(9, 2));
        assertThat(remedy(new SourceType.Floating(64), new ColumnType.Decimal(18, 2)))
                .isPresent();
    }

    @Test
    void decimalsWithoutPlacesFitIntegersThatHaveTheirDigits() {
        assertFits(new SourceType.Decimal(18, 0), new ColumnType.Int(64));
        assertThat(remedy(new SourceType.Decimal(19, 0), new ColumnType.Int(64)))
                .isPresent();
        assertFits(new SourceType.Decimal(9, 0), new ColumnType.Int(32));
        assertThat(remedy(new SourceType.Decimal(9, 1), new ColumnType.Int(64))).isPresent();
    }

    @Test
    void aFractionIsCutOnlyWhereTheColumnSaysSo() {
        var millis = new Column("c", new ColumnType.Timestamp(TimestampUnit.MILLIS, true), false);
        var rounding =
                new ValueFormat(List.of(), List.of(), ZoneOffset.UTC, Rounding.TRUNCATE, ValueFormat.DEFAULT.binary());

        assertThat(TypeFit.remedy(new SourceType.Instant(6), ColumnSource.of(millis)))
                .contains(
                        "declare the column in micros, give it a `rounding`, or CAST it to fewer digits in the query");
        assertThat(TypeFit.remedy(
                        new SourceType.Instant(6), new ColumnSource(millis, "c", OptionalInt.empty(), rounding)))
                .isEmpty();
        assertThat(TypeFit.remedy(new SourceType.Instant(3), ColumnSource.of(millis)))
                .isEmpty();
    }

    @Test
    void aPointInTimeIsNoLocalTime() {
        var local = new ColumnType.Timestamp(TimestampUnit.MICROS, false);

        assertFits(new SourceType.WallClock(6), local);
        assertThat(remedy(new SourceType.Instant(6), local))
                .contains("declare the column as timestamp, or CAST it in the query");
    }

    @Test
    void whatHasNoTypeOfItsOwnIsText() {
        assertFits(new SourceType.Other(), new ColumnType.Text());
        assertThat(remedy(new SourceType.Other(), new ColumnType.Array(new ColumnType.Int(32))))
                .hasValueSatisfying(text -> assertThat(text).contains("to_json"));
        assertThat(remedy(new SourceType.Int(32, true), new ColumnType.Text()))
                .contains("declare the column as int32, or CAST it in the query");
    }

    @Test
    void nullFitsEverything() {
        assertFits(new SourceType.Null(), new ColumnType.Date());
    }
}

package io.lamella.core.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import io.lamella.core.schema.ColumnType.TimestampUnit;
import io.lamella.core.schema.TableSchema;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaChangeTest {
    private static final ColumnType INT = new ColumnType.Int(32);
    private static final ColumnType LONG = new ColumnType.Int(64);
    private static final ColumnType TEXT = new ColumnType.Text();

    @ParameterizedTest
    @MethodSource("widenings")
    void letsWiderTypesInAndNarrowerOnesNot(ColumnType narrow, ColumnType wide) {
        assertThat(conflicts(narrow, wide)).isEmpty();
        assertThat(conflicts(wide, narrow)).hasSize(1);
    }

    static Stream<Arguments> widenings() {
        return Stream.of(
                Arguments.of(INT, LONG),
                Arguments.of(new ColumnType.Int(8), INT),
                Arguments.of(new ColumnType.Float32(), new ColumnType.Float64()),
                Arguments.of(new ColumnType.Decimal(9, 2), new ColumnType.Decimal(30, 2)),
                Arguments.of(new ColumnType.Array(INT), new ColumnType.Array(LONG)),
                Arguments.of(new ColumnType.Map(TEXT, INT), new ColumnType.Map(TEXT, LONG)),
                Arguments.of(struct("a", INT, "b", TEXT), struct("a", LONG, "b", TEXT)));
    }

    @ParameterizedTest
    @MethodSource("others")
    void tellsWhatCannotBeReconciled(ColumnType before, ColumnType after, String difference) {
        assertThat(conflicts(before, after)).containsExactly(difference);
    }

    static Stream<Arguments> others() {
        return Stream.of(
                Arguments.of(LONG, TEXT, "column `c` is int64 in the table and string in the configuration"),
                Arguments.of(
                        new ColumnType.Decimal(18, 2),
                        new ColumnType.Decimal(18, 4),
                        "column `c` is decimal(18,2) in the table and decimal(18,4) in the configuration"),
                Arguments.of(
                        new ColumnType.Timestamp(TimestampUnit.MILLIS, true),
                        new ColumnType.Timestamp(TimestampUnit.MICROS, true),
                        "column `c` is timestamp(millis,utc) in the table and timestamp(micros,utc) in the configuration"),
                Arguments.of(
                        new ColumnType.Array(struct("a", INT, "b", TEXT)),
                        new ColumnType.Array(struct("a", TEXT, "b", TEXT)),
                        "column `c[].a` is int32 in the table and string in the configuration"),
                Arguments.of(
                        new ColumnType.Map(INT, TEXT),
                        new ColumnType.Map(LONG, TEXT),
                        "column `c` is map<int32,string> in the table and map<int64,string> in the configuration"),
                Arguments.of(
                        new ColumnType.Array(TEXT),
                        TEXT,
                        "column `c` is array<string> in the table and string in the configuration"),
                Arguments.of(
                        struct("text", new ColumnType.Bool(), "b", new ColumnType.Array(new ColumnType.Float32())),
                        new ColumnType.Float64(),
                        "column `c` is struct<text:boolean,b:array<float>> in the table and double in the"
                                + " configuration"));
    }

    @Test
    void letsColumnsAndFieldsComeAndGoUnlessTheyAreRequired() {
        var id = new Column("id", LONG, true);
        var name = new Column("name", TEXT, false);

        assertThat(SchemaChange.conflicts(schema(id), schema(name, id))).isEmpty();
        assertThat(SchemaChange.conflicts(schema(name, id), schema(id))).isEmpty();
        assertThat(SchemaChange.conflicts(schema(name), schema(name, id)))
                .containsExactly("column `id` is required, but the table has rows without it");
        assertThat(conflicts(struct("a", INT, "b", TEXT), struct("b", TEXT, "x", INT)))
                .isEmpty();
    }

    @Test
    void refusesNamesThatDifferInCaseOnly() {
        var same = " in the table, which is the same to readers that ignore case (Athena, DuckDB, Hive, Spark)";

        assertThat(SchemaChange.conflicts(
                        schema(new Column("q", INT, false)),
                        schema(new Column("Q", TEXT, true), new Column("r", INT, false))))
                .containsExactly(
                        "column `Q` is `q`" + same + "; write `q`, with `from: Q` where sources have that name");
        assertThat(conflicts(struct("a", INT, "b", TEXT), struct("A", INT, "b", TEXT)))
                .containsExactly("column `c.A` is `c.a`" + same);
    }

    @Test
    void letsRequiredColumnsBecomeOptionalAndNotTheOtherWayRound() {
        var required = schema(new Column("id", LONG, true));
        var optional = schema(new Column("id", LONG, false));

        assertThat(SchemaChange.conflicts(required, optional)).isEmpty();
        assertThat(SchemaChange.conflicts(optional, required))
                .containsExactly("column `id` is required, but may be null in the table");
    }

    private static ColumnType struct(String name, ColumnType type, String other, ColumnType otherType) {
        return new ColumnType.Struct(List.of(new ColumnType.Field(name, type), new ColumnType.Field(other, otherType)));
    }

    private static List<String> conflicts(ColumnType before, ColumnType after) {
        return SchemaChange.conflicts(schema(new Column("c", before, false)), schema(new Column("c", after, false)));
    }

    private static TableSchema schema(Column... columns) {
        return new TableSchema(List.of(columns));
    }
}

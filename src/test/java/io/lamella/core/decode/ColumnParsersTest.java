package io.lamella.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.column.LongVector;
import io.lamella.core.column.Vector;
import io.lamella.core.decode.Parsed.Field;
import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ColumnParsersTest {
    private static final Column ID = new Column("id", new ColumnType.Int(32), true);
    private static final Column PRICE = new Column("price", new ColumnType.Decimal(25, 2), false);

    @Test
    void namesTheFirstColumnThatDoesNotFitAndLeavesOtherRowsAlone() {
        var parsers = parsers();
        var faults = new Fault[Vector.CAPACITY];
        var earlier = new Fault("too_few_fields", "from the tokenizer");
        faults[3] = earlier;

        parsers.parse(block(new String[] {"1", "x", "2", "bad"}, new String[] {"1.5", "y", "z", "bad"}), faults);

        assertThat(faults[0]).isNull();
        assertThat(faults[1].message()).startsWith("column id must");
        assertThat(faults[2].message()).startsWith("column price must");
        assertThat(faults[3]).isSameAs(earlier);
        assertThat(faults[4]).isNull();
    }

    @Test
    void fillsTheSameVectorsBlockAfterBlock() {
        var parsers = parsers();
        List<Vector> vectors = parsers.vectors();

        for (int id = 0; id < 3; id++) {
            parsers.parse(block(new String[] {"" + id}, new String[] {""}), new Fault[1]);

            assertThat(((LongVector) vectors.getFirst()).values[0]).isEqualTo(id);
            assertThat(vectors.get(1).isNull(0)).isTrue();
        }
    }

    @Test
    void parsesAsManyRowsAsAVectorHolds() {
        var texts = new String[Vector.CAPACITY];
        Arrays.setAll(texts, row -> row % 7 == 0 ? "" : row + ".25");
        var type = new ColumnType.Decimal(25, 2);

        var values = Parsed.as(type).plain(List.of(texts));

        assertThat(values).hasSize(Vector.CAPACITY);
        for (int row = 0; row < texts.length; row++) {
            if (row % 7 == 0) {
                assertThat(values.get(row).isNull()).isTrue();
            } else {
                assertThat(new BigInteger(values.get(row).asBytes())).isEqualTo(row * 100L + 25);
            }
        }
    }

    @Test
    void showsAHundredCharactersOfAValueAndEscapesControlCharacters() {
        var column = Parsed.as(new ColumnType.Int(32));

        assertThat(column.plain("a\tb\r\n\u0000\u0085'").message()).contains("but was 'a\\tb\\r\\n\\u0000\\u0085'';");
        assertThat(column.plain("👋".repeat(100)).message()).contains("but was '" + "👋".repeat(100) + "';");
        assertThat(column.plain("é".repeat(101)).message()).contains("but was '" + "é".repeat(100) + "…';");
        assertThat(column.plain("x".repeat(1_000_000)).message()).hasSizeLessThan(300);
    }

    static List<ColumnType> typesOfNoWords() {
        return List.of(
                new ColumnType.Bool(),
                new ColumnType.Int(64),
                new ColumnType.Float64(),
                new ColumnType.Decimal(9, 2),
                new ColumnType.Date(),
                new ColumnType.Time(ColumnType.TimeUnit.MICROS),
                new ColumnType.Timestamp(ColumnType.TimestampUnit.MICROS, true),
                new ColumnType.Uuid(),
                new ColumnType.Json(),
                new ColumnType.Array(new ColumnType.Int(64)));
    }

    @ParameterizedTest
    @MethodSource("typesOfNoWords")
    void namesTheTypeThatTakesAnyTextAsTheConfigurationDoes(ColumnType type) {
        assertThat(Parsed.as(type).plain("some words").message())
                .containsPattern("declare the column as ([a-z]+(, | or ))*string$");
    }

    @Test
    void namesTheFormsOfBinaryTextAsTheConfigurationDoes() {
        assertThat(Parsed.as(new ColumnType.Binary()).plain("-").message())
                .endsWith("declare the column as binary(hex) or binary(utf8)");
        assertThat(Parsed.as(new ColumnType.Binary())
                        .with(ValueFormat.BinaryText.HEX)
                        .plain("-")
                        .message())
                .endsWith("declare the column as binary(base64) or binary(utf8)");
    }

    private static ColumnParsers parsers() {
        return new ColumnParsers(
                List.of(ColumnSource.of(ID), ColumnSource.of(PRICE)), false, InputFormat.Unexpected.IGNORE);
    }

    private static FieldBlock block(String[] ids, String[] prices) {
        var fields = new Field[ids.length + prices.length];
        for (int row = 0; row < ids.length; row++) {
            fields[row] = Field.plain(ids[row]);
            fields[ids.length + row] = Field.plain(prices[row]);
        }
        FieldBlock single = Field.block(fields);
        var block = new FieldBlock(2, ids.length);
        block.data = single.data;
        block.rows = ids.length;
        for (int column = 0; column < 2; column++) {
            System.arraycopy(single.fields(0), column * ids.length, block.fields(column), 0, ids.length);
        }
        return block;
    }
}

package io.lamella.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.column.BytesVector;
import io.lamella.core.decode.Parsed.Field;
import io.lamella.core.decode.Parsed.Value;
import io.lamella.core.schema.ColumnType;
import org.junit.jupiter.api.Test;

class TextParserTest {
    private static final Parsed TEXT = Parsed.as(new ColumnType.Text());

    @Test
    void keepsTextAsItIs() {
        assertThat(TEXT.plain(" Grüße, 世界 👋 ").asText()).isEqualTo(" Grüße, 世界 👋 ");
        assertThat(TEXT.quoted("a\nb\u0000").asText()).isEqualTo("a\nb\u0000");
    }

    @Test
    void doesNotCopyText() {
        var parsers = TEXT.parsers();
        FieldBlock block = Field.block(Field.plain("abc"));

        parsers.parse(block, new Fault[1]);

        assertThat(parsers.vectors().getFirst())
                .isInstanceOfSatisfying(
                        BytesVector.class, vector -> assertThat(vector.data).isSameAs(block.data));
    }

    @Test
    void keepsJsonNumbersAndTruthValuesAsTheyAreWritten() {
        assertThat(TEXT.outOfJson().field(FieldBlock.NUMBER, "1.50e1").asText()).isEqualTo("1.50e1");
        assertThat(TEXT.outOfJson().field(FieldBlock.BOOLEAN, "true").asText()).isEqualTo("true");
    }

    @Test
    void rejectsJsonObjectsAndTellsToDeclareTheColumnAsJson() {
        Value value = TEXT.outOfJson().field(FieldBlock.COMPOSITE, "{\"a\":1}");

        assertThat(value.reason()).isEqualTo("not_text");
        assertThat(value.message())
                .isEqualTo(
                        "column c must be text, not a JSON object or array, but was '{\"a\":1}'; declare the column as"
                                + " json, which keeps it as it is");
    }
}

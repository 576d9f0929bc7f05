package io.lamella.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.schema.ColumnType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoolParserTest {
    private static final Parsed BOOL = Parsed.as(new ColumnType.Bool());

    @ParameterizedTest
    @ValueSource(strings = {"true", "TRUE", "True", "tRuE", "t", "T", "1", "yes", "YES", "y", "Y"})
    void takesTruth(String text) {
        assertThat(BOOL.plain(text).asLong()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "FALSE", "False", "f", "F", "0", "no", "NO", "n", "N"})
    void takesFalsehood(String text) {
        assertThat(BOOL.plain(text).asLong()).isEqualTo(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2",
                "00",
                "10",
                "tru",
                "truee",
                "falsee",
                "on",
                "off",
                " true",
                "true ",
                "\u0011",
                "\u0010",
                "ye",
                "-1",
                "1.0",
                "truetrue",
                "TRUE\u0000"
            })
    void rejectsAnythingElse(String text) {
        assertThat(BOOL.plain(text).reason()).isEqualTo("not_a_boolean");
    }

    @Test
    void takesJson() {
        assertThat(BOOL.outOfJson().field(FieldBlock.BOOLEAN, "true").asLong()).isEqualTo(1);
        assertThat(BOOL.outOfJson().field(FieldBlock.BOOLEAN, "false").asLong()).isEqualTo(0);
        assertThat(BOOL.outOfJson().field(FieldBlock.NUMBER, "1").asLong()).isEqualTo(1);
        assertThat(BOOL.outOfJson().quoted("yes").asLong()).isEqualTo(1);
    }
}

package io.lamella.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.schema.ColumnType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NullRuleTest {
    private static final Parsed TEXT = Parsed.as(new ColumnType.Text());
    private static final Parsed JSON = Parsed.as(new ColumnType.Json());
    private static final Parsed INT = Parsed.as(new ColumnType.Int(64));

    @ParameterizedTest
    @ValueSource(bytes = {FieldBlock.MISSING, FieldBlock.NULL})
    void whatIsMissingOrNullIsNull(byte kind) {
        for (Parsed column : new Parsed[] {TEXT, JSON, INT}) {
            assertThat(column.field(kind, "").isNull()).isTrue();
            assertThat(column.withNulls().field(kind, "").isNull()).isTrue();
            assertThat(column.whenRequired().field(kind, "").reason()).isEqualTo("required_is_null");
        }
    }

    @Test
    void anEmptyTextIsNullOnlyWithoutQuotesAndIfListed() {
        assertThat(TEXT.plain("").isNull()).isTrue();
        assertThat(TEXT.quoted("").asText()).isEmpty();
        assertThat(TEXT.withNulls("NA").plain("").asText()).isEmpty();
    }

    @Test
    void anEmptyFieldOfARequiredTextIsAnEmptyText() {
        assertThat(TEXT.whenRequired().plain("").asText()).isEmpty();
        assertThat(TEXT.whenRequired().quoted("").asText()).isEmpty();
    }

    @Test
    void anEmptyJsonIsNullIfListedAndElseNoJson() {
        assertThat(JSON.plain("").isNull()).isTrue();
        assertThat(JSON.whenRequired().plain("").reason()).isEqualTo("required_is_null");
        assertThat(JSON.withNulls().plain("").reason()).isEqualTo("not_json");
        assertThat(JSON.quoted("").reason()).isEqualTo("not_json");
    }

    @Test
    void anEmptyFieldOfAnyOtherTypeIsNull() {
        assertThat(INT.plain("").isNull()).isTrue();
        assertThat(INT.quoted("").isNull()).isTrue();
        assertThat(INT.withNulls().quoted("").isNull()).isTrue();
        assertThat(INT.whenRequired().quoted("").reason()).isEqualTo("required_is_null");
    }

    @Test
    void listedTextsAreNullInTextOnlyWithoutQuotes() {
        var column = TEXT.withNulls("NA", "\\N");

        assertThat(column.plain("NA").isNull()).isTrue();
        assertThat(column.plain("\\N").isNull()).isTrue();
        assertThat(column.quoted("NA").asText()).isEqualTo("NA");
        assertThat(column.plain("na").asText()).isEqualTo("na");
        assertThat(column.plain("N").asText()).isEqualTo("N");
        assertThat(column.whenRequired().plain("NA").reason()).isEqualTo("required_is_null");
    }

    @Test
    void listedTextsAreNullInNumbersWithQuotesToo() {
        var column = INT.withNulls("NA", "-999");

        assertThat(column.plain("NA").isNull()).isTrue();
        assertThat(column.quoted("NA").isNull()).isTrue();
        assertThat(column.field(FieldBlock.NUMBER, "-999").isNull()).isTrue();
        assertThat(column.plain("-9990").asLong()).isEqualTo(-9990);
    }

    @Test
    void aMessageSaysWhyARequiredColumnHasNoValue() {
        assertThat(INT.whenRequired().field(FieldBlock.MISSING, "").message())
                .isEqualTo("column c is required and must have a value but the field is missing; remove `required`"
                        + " from the column, or mend the source");
    }
}

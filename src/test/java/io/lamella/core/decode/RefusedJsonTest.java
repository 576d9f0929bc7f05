package io.lamella.core.decode;

import static io.lamella.core.decode.JsonTokenizerTest.AS_JSON;
import static io.lamella.core.decode.JsonTokenizerTest.AT_RECORDS;
import static io.lamella.core.decode.JsonTokenizerTest.AT_TOP;
import static io.lamella.core.decode.JsonTokenizerTest.decode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.core.decode.InputFormat.Json;
import io.lamella.core.decode.InputFormat.Unexpected;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// JSON documents of which nobody can tell where their records are, or end.
class RefusedJsonTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
                    {"x":1}                          | no_records
                    {"data":{"Records":[]}}          | no_records
                    {"Records":{}}                   | no_records
                    {"Records":"x"}                  | no_records
                    {"Records":[],"Records":[]}      | duplicate_key
                    []                               | malformed_json
                    {"Records":[{}]} x               | malformed_json
                    {"Records":[{},]}                | malformed_json
                    {"Records":[,{}]}                | malformed_json
                    {"Records":[{} {}]}              | malformed_json
                    {"Records":[{}}                  | malformed_json
                    {"Records":[{}]]                 | malformed_json
                    {"Records" [{}]}                 | malformed_json
                    {"x":,"Records":[]}              | malformed_json
                    {"x":1 "Records":[]}             | malformed_json
                    {"Records":nul}                  | malformed_json
                    {"x\\q":1,"Records":[]}          | malformed_json
                    {Records:[]}                     | malformed_json
                    {"Records":[{"a":1}              | incomplete_json
                    {"Records":[{"a":1},             | incomplete_json
                    {"Records":[{"a":"               | incomplete_json
                    {"Records":[{"a":[1}]}           | malformed_json
                    {"Records":[]                    | incomplete_json
                    {"x":"                           | incomplete_json
                    {"x":12                          | incomplete_json
                    {"x                              | incomplete_json
                    {                                | incomplete_json
                    """)
    void refusesADocumentWhoseRecordsCannotBeTold(String text, String reason) {
        assertThatThrownBy(() -> decode(AT_RECORDS, text))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":\"a",
                "{\"a\":1}\n{\"a\":\"x",
                "{\"a\":1}{\"a\":",
                "[{\"a\":1}] {\"a\"",
                "{",
                "\"abc",
                "[{",
                "[1"
            })
    void refusesDocumentsThatAreCutShort(String text) {
        assertThatThrownBy(() -> decode(AT_TOP, text))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo("incomplete_json"));
    }

    @Test
    void tellsWhereADocumentIsBrokenAndWhatToDo() {
        assertThatThrownBy(() -> decode(AT_RECORDS, "{\"Records\":[\n{\"a\":1}\n;]}"))
                .hasMessage(
                        "line 3, byte 21 of the decompressed object: a comma or a closing bracket must follow a record,"
                                + " but `;` stands there. The whole document must be JSON; mend the source");
        assertThatThrownBy(() -> decode(AT_RECORDS, "{\"digestStartTime\":\"x\",\"logFiles\":[]}"))
                .hasMessageContaining(
                        "has not; its keys are `digestStartTime`, `logFiles`. Correct `records` of the format,"
                                + " or keep such objects out of `source`");
        assertThatThrownBy(() -> decode(AT_TOP, "{\"a\":1}\n{\"a\":\"x"))
                .hasMessage(
                        "line 2, byte 8 of the decompressed object: each bracket and quote of a document must be closed, but the"
                                + " object ends within record 2. Was it written, and copied, to its end? Let it land again as a whole");
        assertThatThrownBy(() -> decode(AT_RECORDS, "{\"Records\":[{\"a\":1},{\"a\":2"))
                .hasMessageContaining("byte 20 of")
                .hasMessageContaining("ends within its records, of which 1 came to an end");
    }

    @Test
    void refusesADocumentThatEndsInARecordThatIsTooLong() {
        var format = new Json(StandardCharsets.UTF_8, 1024, Unexpected.IGNORE, List.of("Records"));
        var text = "{\"Records\":[{\"a\":\"" + "x".repeat(400_000);

        assertThatThrownBy(() -> Decoded.of(
                        format,
                        AS_JSON,
                        Decoded.pieces(text.getBytes(StandardCharsets.UTF_8), 10_000, new Random(1)),
                        1024))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("Let it land again as a whole");
    }
}

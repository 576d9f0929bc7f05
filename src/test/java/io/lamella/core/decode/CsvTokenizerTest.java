package io.lamella.core.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.core.decode.Decoded.Bad;
import io.lamella.core.decode.InputFormat.Csv;
import io.lamella.core.decode.InputFormat.Unexpected;
import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTokenizerTest {
    private static final Csv CSV = Decoded.csv();
    private static final List<ColumnSource> AB = Decoded.columns("a", "b");

    private static List<String> row(String... values) {
        return Arrays.asList(values);
    }

    private static Csv csv(String options) {
        boolean ignoring = options.contains("ignore");
        return new Csv(
                StandardCharsets.UTF_8,
                1024 * 1024,
                (byte) (options.contains("tab") ? '\t' : ','),
                options.contains("unquoted") ? Optional.empty() : Optional.of((byte) '"'),
                options.contains("escape") ? Optional.of((byte) '\\') : Optional.empty(),
                !options.contains("headless"),
                options.contains("skip") ? 2 : 0,
                options.contains("comment") ? Optional.of((byte) '#') : Optional.empty(),
                options.contains("trim"),
                ignoring ? Unexpected.IGNORE : Unexpected.REJECT,
                ignoring ? Unexpected.IGNORE : Unexpected.REJECT);
    }

    private static ColumnSource at(String name, int position) {
        var column = new Column(name, new ColumnType.Text(), false);
        return new ColumnSource(column, name, OptionalInt.of(position), ValueFormat.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,b\n1,2\n3,4\n",
                "a,b\r\n1,2\r\n3,4\r\n",
                "a,b\r1,2\r3,4\r",
                "a,b\n1,2\r\n3,4\r",
                "a,b\n1,2\n3,4"
            })
    void endsLinesWithAnyLineEnd(String text) {
        assertThat(Decoded.of(CSV, AB, text).rows()).containsExactly(row("1", "2"), row("3", "4"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a,b", "a,b\n", "\n\n", "a,b\r\n\r\n"})
    void findsNoRowsWhereThereAreNone(String text) {
        assertThat(Decoded.of(CSV, AB, text)).isEqualTo(new Decoded(List.of(), List.of()));
    }

    @Test
    void passesOverBlankLines() {
        assertThat(Decoded.of(CSV, AB, "\na,b\n\n1,2\r\n\r\n\r3,4\n\n").rows())
                .containsExactly(row("1", "2"), row("3", "4"));
    }

    @Test
    void takesQuotedFields() {
        assertThat(Decoded.of(CSV, AB, "a,b\n\"1,\n\",\"\"\n\"say \"\"hi\"\"\",\"\"\"\"\n")
                        .rows())
                .containsExactly(row("1,\n", ""), row("say \"hi\"", "\""));
    }

    @Test
    void takesAQuoteWithinAnUnquotedFieldAsItIs() {
        assertThat(Decoded.of(CSV, AB, "a,b\n5\" disk,x\"\"y\"\n").rows()).containsExactly(row("5\" disk", "x\"\"y\""));
    }

    @Test
    void takesQuotesAsTheyAreWhereTheFormatHasNone() {
        assertThat(Decoded.of(csv("unquoted"), AB, "a,b\n\"1,2\"\n\u00ff,\u00ff\n")
                        .rows())
                .containsExactly(row("\"1", "2\""), row("\u00ff", "\u00ff"));
    }

    @Test
    void rejectsARowWithTextBehindAClosingQuote() {
        var decoded = Decoded.of(CSV, AB, "a,b\n\"1\"x,2\n\"3\",\"4\" \n5,6\n");

        assertThat(decoded.rows()).containsExactly(row("5", "6"));
        assertThat(decoded.bad())
                .containsExactly(
                        new Bad("malformed_quotes", 2, 4, "\"1\"x,2", 6),
                        new Bad("malformed_quotes", 3, 11, "\"3\",\"4\" ", 8));
    }

    @Test
    void rejectsARowWhoseQuoteIsNotClosed() {
        var decoded = Decoded.of(CSV, AB, "a,b\n1,2\n\"3,4\n5,6\n");

        assertThat(decoded.rows()).containsExactly(row("1", "2"));
        assertThat(decoded.bad()).containsExactly(new Bad("unterminated_quote", 3, 8, "\"3,4\n5,6\n", 9));
    }

    @Test
    void resolvesEscapes() {
        assertThat(Decoded.of(csv("escape"), AB, "a,b\n\"\\\"1\\\\\",\"x\"\"y\"\n\\,\"\\n\"\n")
                        .rows())
                .containsExactly(row("\"1\\", "x\"y"), row("\\", "n"));
    }

    @Test
    void countsLinesWithinQuotesAndComments() {
        String text = "# one\na,b\n\"1\r\n\n\",2\n#\n\n\"\\\n\r\",x\n\"3\"z,4\n";

        assertThat(Decoded.of(csv("comment escape"), AB, text).bad())
                .extracting(Bad::line)
                .containsExactly(11L);
    }

    @Test
    void passesOverLinesAtTheStart() {
        assertThat(Decoded.of(csv("skip"), AB, "\"title\n\na,b\n1,2\n").rows()).containsExactly(row("1", "2"));
    }

    @Test
    void trimsUnquotedFields() {
        assertThat(Decoded.of(csv("trim"), AB, " a , b\n 1 2\t, \t \n \"x , y\" ,\" z\"\n")
                        .rows())
                .containsExactly(row("1 2", ""), row("x , y", " z"));
    }

    @Test
    void keepsTabsThatDelimitWhenTrimming() {
        assertThat(Decoded.of(csv("trim tab"), AB, "a\tb\n\t\n 1 \t\"2\"\t\n").rows())
                .containsExactly(row("", ""));
    }

    @Test
    void keepsBlanksUnlessTrimming() {
        assertThat(Decoded.of(CSV, AB, "a,b\n 1, \"2\"\n").rows()).containsExactly(row(" 1", " \"2\""));
    }

    @Test
    void findsFieldsByName() {
        assertThat(Decoded.of(CSV, AB, "x,b,\"a\"\n1,2,3\n").rows()).containsExactly(row("3", "2"));
    }

    @Test
    void findsFieldsByPositionWithAndWithoutAHeader() {
        var columns = List.of(at("x", 1), at("y", 0), at("z", 1));

        assertThat(Decoded.of(CSV, columns, "a,b\n1,2\n").rows()).containsExactly(row("2", "1", "2"));
        assertThat(Decoded.of(csv("headless"), columns, "a,b\n1,2\n").rows())
                .containsExactly(row("b", "a", "b"), row("2", "1", "2"));
    }

    @Test
    void givesOneFieldToSeveralColumnsHoweverManyRowsThereAre() {
        var columns = List.of(at("x", 1), at("y", 0), at("z", 1));

        assertThat(Decoded.of(CSV, columns, "a,b\n" + "1,2\n".repeat(10_000)).rows())
                .hasSize(10_000)
                .containsOnly(row("2", "1", "2"));
    }

    @Test
    void takesFieldsInOrderWithoutAHeader() {
        assertThat(Decoded.of(csv("headless"), AB, "1,2\n").rows()).containsExactly(row("1", "2"));
    }

    @Test
    void rejectsRowsWithTooFewOrTooManyFields() {
        var decoded = Decoded.of(CSV, AB, "a,b\n1\n1,2\n1,2,3\n,\n");

        assertThat(decoded.rows()).containsExactly(row("1", "2"), row("", ""));
        assertThat(decoded.reasons()).containsExactly("missing_fields", "extra_fields");
    }

    @Test
    void ignoresMissingAndExtraFieldsIfToldTo() {
        assertThat(Decoded.of(csv("ignore"), AB, "a,b\n1,2,3\n1\n\"\"\n").rows())
                .containsExactly(row("1", "2"), row("1", null), row("", null));
        assertThat(Decoded.of(csv("ignore"), AB, "a,c\n1,2\n").rows()).containsExactly(row("1", null));
    }

    @Test
    void refusesAHeaderWithoutAColumn() {
        assertThatThrownBy(() -> Decoded.of(CSV, Decoded.columns("user_id", "b"), "User Id,b\n"))
                .isInstanceOf(RefusedException.class)
                .hasMessage("the column user_id takes the field user_id, but the header has only User Id, b;"
                        + " did you mean User Id?; with missing-fields: ignore in the format of the dataset, the column"
                        + " is null where a header lacks it");
        assertThatThrownBy(() -> Decoded.of(csv("ignore"), AB, "c,d\n1,2\n"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("the header has only c, d")
                .hasMessageNotContaining("missing-fields");
        assertThatThrownBy(() -> Decoded.of(CSV, List.of(at("x", 2)), "a,b\n"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("takes the field number 3, but the header has only a, b;")
                .hasMessageNotContaining("did you mean");
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "|", "\t"})
    void suggestsTheDelimiterOfAHeaderThatIsOneField(String delimiter) {
        var written = delimiter.equals("\t") ? "\\t" : delimiter;
        assertThatThrownBy(() -> Decoded.of(CSV, AB, "a" + delimiter + "b\n"))
                .isInstanceOf(RefusedException.class)
                .hasMessageEndingWith("; the header is one field with `" + written + "` in it: is `delimiter: \""
                        + written + "\"` missing in the format of the dataset?")
                .hasMessageNotContaining("missing-fields");
    }

    @ParameterizedTest
    @CsvSource({"true, header says", "false, columns say"})
    void tellsHowManyFieldsARowMustHave(boolean header, String said) {
        var format = new InputFormat.Csv(
                CSV.charset(),
                CSV.maxRowBytes(),
                CSV.delimiter(),
                CSV.quote(),
                CSV.escape(),
                header,
                CSV.skipLines(),
                CSV.comment(),
                CSV.trim(),
                CSV.missingFields(),
                CSV.extraFields());

        assertThat(Decoded.rejected(format, AB, (header ? "a,b\n1\n" : "1\n").getBytes(StandardCharsets.UTF_8)))
                .singleElement()
                .satisfies(one -> assertThat(one.message())
                        .startsWith("the row must have 2 fields, as the " + said + ", but has 1;"));
    }

    @Test
    void refusesANameThatTheHeaderHasTwiceOnlyIfAColumnAsksForIt() {
        assertThat(Decoded.of(CSV, Decoded.columns("b"), "a,b,a\n1,2,3\n").rows())
                .containsExactly(row("2"));
        assertThatThrownBy(() -> Decoded.of(CSV, AB, "a,b,a\n1,2,3\n"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("more than once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\"x,b\n", "\"a,b\n1,2\n"})
    void refusesAMalformedHeader(String text) {
        assertThatThrownBy(() -> Decoded.of(CSV, AB, text))
                .isInstanceOf(RefusedException.class)
                .extracting(e -> ((RefusedException) e).reason())
                .isEqualTo("malformed_header");
    }

    @Test
    void keepsControlCharactersThatEndNothing() {
        assertThat(Decoded.of(CSV, AB, "a,b\n\t1\u0001\u000b\f,\u000c\b2\t3\u000e\n")
                        .rows())
                .containsExactly(row("\t1\u0001\u000b\f", "\u000c\b2\t3\u000e"));
    }

    @Test
    void keepsNulBytes() {
        assertThat(Decoded.of(CSV, AB, "a,b\n\0,1\0\n").rows()).containsExactly(row("\0", "1\0"));
    }

    @Test
    void rejectsRowsThatAreNotUtf8AndNoOthers() {
        byte[] bytes = "a,b,c\n1,é,3\nx,\u00ff,z\n\"é\",5,\n".getBytes(StandardCharsets.ISO_8859_1);
        byte[] good = "4,é,😀\n".getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(bytes, bytes.length + good.length);
        System.arraycopy(good, 0, all, bytes.length, good.length);

        var decoded = Decoded.of(CSV, Decoded.columns("a", "c"), all);

        assertThat(decoded.rows()).containsExactly(row("4", "😀"));
        assertThat(decoded.bad())
                .containsExactly(
                        new Bad("malformed_text", 2, 6, "1,é,3", 5),
                        new Bad("malformed_text", 3, 12, "x,\u00ff,z", 5),
                        new Bad("malformed_text", 4, 18, "\"é\",5,", 6));
    }
}

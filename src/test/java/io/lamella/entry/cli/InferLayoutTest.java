package io.lamella.entry.cli;

import static io.lamella.entry.cli.Outcome.lamella;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.decode.InputFormat;
import io.lamella.core.schema.ColumnType;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How files are written, told by a sample: delimiter, quotes, header, charset, and rows that are odd.
class InferLayoutTest extends InferFixture {
    @ParameterizedTest
    @ValueSource(strings = {",", "\t", ";", "|"})
    void findsTheDelimiter(String delimiter) throws IOException {
        var text = "id;name|x,y\tz\n".replaceAll("[;|,\t]", delimiter.equals("|") ? "|" : delimiter)
                + "1#a#b c#d#e\n2#f#g#h#i\n".replace("#", delimiter);

        var draft = drafted(file("sample.txt", text));

        assertThat(dataset(draft).format())
                .isInstanceOfSatisfying(
                        InputFormat.Csv.class,
                        csv -> assertThat(csv.delimiter()).isEqualTo((byte) delimiter.charAt(0)));
        assertThat(dataset(draft).columns()).hasSize(5);
    }

    @Test
    void findsThatThereIsNoHeader() throws IOException {
        var draft = drafted(file("sample.csv", "1,a,2026-03-01\n2,b,2026-03-02\n"));

        assertThat(draft).contains("header: false", "column_3: date", "UNSURE: the first row looks like the others");
    }

    @Test
    void aHeaderIsMadeOutOrDenied() throws IOException {
        var names = file("sample.csv", "first,last\nAda,Lovelace\n");

        assertThat(drafted(names)).contains("UNSURE: all is text, so the first row may be a header", "last: string");
        var denied = lamella("infer", names, "--no-header").out();
        assertThat(dataset(denied).columns()).hasSize(2);
        assertThat(denied).contains("header: false", "2 values, such as first");
    }

    @Test
    void namesThatOccurTwiceOrNotAtAllAreGivenAPlace() throws IOException {
        var draft = drafted(file("sample.csv", "id,,x,X,x, y \n1,2,3,4,5,6\n"));

        assertThat(dataset(draft).columns().stream()
                        .map(source -> source.column().name()))
                .containsExactly("id", "column_2", "x", "X_2", "x_3", "y");
        assertThat(column(draft, "x_3").position()).hasValue(4);
    }

    @Test
    void findsTheCharset() throws IOException {
        var latin = folder.resolve("sample.csv");
        Files.write(latin, "id,city\n1,Zürich\n".getBytes(Charset.forName("windows-1252")));

        assertThat(drafted(latin)).contains("charset: windows-1252", "such as Zürich", "UNSURE: the text is not UTF-8");
    }

    @Test
    void rowsOfOtherLengthsAreTakenAndTold() throws IOException {
        var draft = drafted(file("sample.csv", "id,a,b\n1,2,3\n2,3\n3,4,5,6\n4,5,6\n"));

        assertThat(draft)
                .contains("missing-fields: ignore", "extra-fields: ignore", "UNSURE: 1 row has too few fields");
    }

    @Test
    void quotesMayBeEscapedOrMeanNothing() throws IOException {
        assertThat(drafted(file("sample.csv", "id,a\n1,\"b\\\"c, d\"\n2,\"e\"\n")))
                .contains("escape: \"\\\\\"");
        assertThat(drafted(file("sample.csv", "id\ta\n1\t\"6\" pipe\n2\t3\" pipe\n")))
                .contains("quote: none", "UNSURE: 1 row is malformed if quotes enclose fields");
    }

    @Test
    void countsRowsAndFieldsAsTheyAre() throws IOException {
        assertThat(drafted(file("sample.csv", "id,at\n1,2026-03-01\n2,\n")))
                .contains(
                        "Nothing is left to decide but bucket and source.",
                        "\",\": 3 of the first 3 rows have 2 fields",
                        "header: 2 fields of the first row are text",
                        "1 is null or empty");
        assertThat(drafted(file("sample.csv", "id\n1\n2\n")))
                .contains(
                        "one field: 3 of the first 3 rows have 1 field\n", "header: 1 field of the first row is text");
    }

    @Test
    void namesTheFileThatCannotBeRead() throws IOException {
        var plain = file("a.csv", "id,x\n1,2\n");
        var broken = folder.resolve("b.csv.gz");
        Files.write(broken, new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3});

        assertThat(lamella("infer", plain, broken).err()).startsWith(broken + ": ");
    }

    @Test
    void severalCompressedFilesAreOneSample() throws IOException {
        var plain = file("a.csv", "id,x\n1,2\n");
        var zipped = folder.resolve("b.csv.gz");
        try (var gzip = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            gzip.write("id,x\n2,0.25\n".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(type(drafted(plain, zipped), "x")).isEqualTo(new ColumnType.Decimal(18, 2));
    }

    @Test
    void rowsThatNoDraftTakesAreTold() throws IOException {
        var broken = file("sample.ndjson", "{\"a\":1}\n{\"a\":2\n{\"a\":3}\n");

        var shown = lamella("infer", broken);

        assertThat(shown.out())
                .contains("from 3 rows, of which it takes 2", "UNSURE: it does not take sample.ndjson, line 2");
    }

    @Test
    void onlySomeRowsAreLookedAt() throws IOException {
        var sample = file("sample.csv", "id\n1\n2\nx\n");

        assertThat(lamella("infer", sample, "--rows", 2).out()).contains("id: int64");
        assertThat(drafted(sample)).contains("id: string");
    }

    @Test
    void anEmptyFileMakesADraftOrAClearError() throws IOException {
        var shown = lamella("infer", file("sample.csv", ""));

        assertThat(shown.exitCode()).isEqualTo(2);
        assertThat(shown.err().lines()).singleElement().asString().contains("sample.csv", "no row");
        assertThat(lamella("infer", "none.csv").err()).contains("there is no file none.csv");
    }
}

package io.lamella.entry.cli;

import static io.lamella.entry.cli.Outcome.lamella;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.decode.ColumnSource;
import io.lamella.core.decode.InputFormat;
import io.lamella.core.schema.ColumnType;
import io.lamella.core.table.Dataset;
import io.lamella.entry.wiring.config.ConfigLoader;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Drafts of datasets, and what becomes of the samples with them.
class InferTest {
    private static final int ROWS = 500;

    @TempDir
    Path folder;

    /// A draft that takes all of its sample.
    ///
    /// @param files of the sample
    private String drafted(Path... files) throws IOException {
        var words = new ArrayList<Object>(List.of("infer"));
        words.addAll(List.of(files));
        var shown = lamella(words.toArray());
        assertThat(shown.exitCode()).as(shown.err()).isZero();
        for (var file : files) {
            assertTakes(shown.out(), file);
        }
        return shown.out();
    }

    private void assertTakes(String draft, Path file) throws IOException {
        var config = Files.writeString(folder.resolve("draft.yaml"), draft);
        var name = ConfigLoader.load(config).datasets().getFirst().name();
        var converted = lamella(
                "convert", file, folder.resolve("out.parquet"), "--config", config, "--dataset", name, "--json");
        assertThat(converted.exitCode()).as(draft + converted.err()).isZero();
        assertThat(converted.json().path("rejected").asLong(-1)).as(draft).isZero();
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static Dataset dataset(String draft) {
        return ConfigLoader.parse("draft", draft).datasets().getFirst();
    }

    private static ColumnType type(String draft, String column) {
        return column(draft, column).column().type();
    }

    private static ColumnSource column(String draft, String name) {
        return dataset(draft).columns().stream()
                .filter(source -> source.column().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no column " + name + " in\n" + draft));
    }

    /// One column, every other field of which is a number.
    private String draftOf(String header, LongFunction<String> value) throws IOException {
        var text = new StringBuilder("number," + header + "\n");
        for (int row = 0; row < ROWS; row++) {
            text.append(row).append(",\"").append(value.apply(row)).append("\"\n");
        }
        return drafted(file("sample.csv", text.toString()));
    }

    @Test
    void moneyIsExact() throws IOException {
        var draft = draftOf("price", row -> row == 7 ? "12.3456" : row + ".5");

        assertThat(type(draft, "price")).isEqualTo(new ColumnType.Decimal(18, 4));
        assertThat(draft).contains("decimal(18,4): 500 of 500 values fit; longest 12.3456");
    }

    @Test
    void moneyIsNoFloatEvenIfItIsWrittenAsOne() throws IOException {
        var draft = draftOf("total_price", row -> row + "e-1");

        assertThat(type(draft, "total_price")).isEqualTo(new ColumnType.Text());
        assertThat(draft).contains("UNSURE: by its name this is money");
        assertThat(type(draftOf("reading", row -> row + "e-1"), "reading")).isEqualTo(new ColumnType.Float64());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0%04d           | Text[]",
                "%d              | Int[bits=64]",
                "9999999999999999999%04d | Decimal[precision=38, scale=0]",
                "2026-01-1%1$.1s | Date[]",
                "1%1$.1s.02.2026 | Date[]",
                "2026-01-1%1$.1s 10:00:00+09:00 | Timestamp[unit=MICROS, adjustedToUtc=true]",
                "{}              | Json[]",
                "x%d             | Text[]",
            })
    void findsTypes(String form, String type) throws IOException {
        var draft = draftOf("thing", row -> form.formatted(row));

        assertThat(type(draft, "thing")).hasToString(type);
    }

    @Test
    void saysWhatAColumnOfLeadingZerosIs() throws IOException {
        assertThat(draftOf("zip", row -> "%05d".formatted(row)))
                .contains("UNSURE: 500 of them begin with a zero, such as 00000, which a number would lose");
    }

    @Test
    void doesNotGuessTheOrderOfDayAndMonth() throws IOException {
        var draft = draftOf("day", row -> "0" + (1 + row % 9) + "/0" + (1 + row % 7) + "/2026");

        assertThat(type(draft, "day")).isEqualTo(new ColumnType.Text());
        assertThat(draft)
                .contains("UNSURE: day and month cannot be told apart: every value fits d/M/yyyy and M/d/yyyy");
    }

    @Test
    void seesTheOrderOfDayAndMonthIfADayIsLate() throws IOException {
        var draft = draftOf("day", row -> "0" + (1 + row % 9) + "/" + (10 + row % 19) + "/2026");

        assertThat(column(draft, "day").format().patterns()).containsExactly("M/d/yyyy");
        assertThat(draft).contains("the other order of day and month does not: 0");
    }

    @Test
    void listsFormsOfDatesThatOccurTogether() throws IOException {
        var draft = draftOf("day", row -> row % 3 == 0 ? "2026-03-01" : "1.3.2026");

        assertThat(column(draft, "day").format().patterns()).containsExactly("iso", "d.M.yyyy");
        assertThat(draft).contains("UNSURE: several forms occur: iso (167), d.M.yyyy (333)");
    }

    @Test
    void saysThatTimestampsHaveNoZone() throws IOException {
        assertThat(draftOf("at", row -> "2026-03-01 10:00:00"))
                .contains("at: timestamp", "UNSURE: no value says its zone, so all are taken for UTC");
        assertThat(draftOf("at", row -> row == 3 ? "2026-03-01 10:00:00" : "2026-03-01T10:00:00Z"))
                .contains("UNSURE: 499 of 500 values say their zone");
        assertThat(draftOf("at", row -> "2026-03-01T10:00:00Z")).doesNotContain("zone");
    }

    @Test
    void takesNumbersForTimesByNameAndSizeOnly() throws IOException {
        assertThat(column(draftOf("created_at", row -> "17672256000" + (10 + row % 90)), "created_at")
                        .format()
                        .patterns())
                .containsExactly("epoch_millis");
        assertThat(type(draftOf("serial", row -> "17672256000" + (10 + row % 90)), "serial"))
                .isEqualTo(new ColumnType.Int(64));
    }

    @Test
    void takesWordsForNull() throws IOException {
        var draft = draftOf("size", row -> row % 5 == 0 ? "N/A" : row + ".25");

        assertThat(column(draft, "size").format().nulls()).containsExactly("", "N/A");
        assertThat(draft).contains("UNSURE: words that are no value are taken for null: N/A (100)");
    }

    @Test
    void saysThatMostValuesAreNumbers() throws IOException {
        var draft = draftOf("amount", row -> row == 450 ? "12.34 USD" : row + ".25");

        assertThat(type(draft, "amount")).isEqualTo(new ColumnType.Text());
        assertThat(draft).contains("UNSURE: 499 of 500 values fit double, but not 12.34 USD");
    }

    @Test
    void saysThatAColumnHasNoValue() throws IOException {
        assertThat(draftOf("nothing", row -> "")).contains("UNSURE: the sample has no value");
    }

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
                .contains("missing-fields: ignore", "extra-fields: ignore", "UNSURE: 1 rows have too few fields");
    }

    @Test
    void quotesMayBeEscapedOrMeanNothing() throws IOException {
        assertThat(drafted(file("sample.csv", "id,a\n1,\"b\\\"c, d\"\n2,\"e\"\n")))
                .contains("escape: \"\\\\\"");
        assertThat(drafted(file("sample.csv", "id\ta\n1\t\"6\" pipe\n2\t3\" pipe\n")))
                .contains("quote: none");
    }

    @Test
    void jsonIsReadByKeys() throws IOException {
        var draft = drafted(file("sample.ndjson", """
                {"id":"0017","n":1,"price":"12.30","tags":["a",null],"odd key":true,"mixed":1,"user":{"x":[]}}
                {"id":"0018","n":2,"price":"1.5","tags":[],"mixed":"one","late":"2026-03-01T00:00:00Z"}
                {"n":null}
                """));

        assertThat(dataset(draft).columns().stream()
                        .map(source ->
                                source.column().name() + " " + source.column().type()))
                .containsExactly(
                        "id Text[]",
                        "n Int[bits=64]",
                        "price Decimal[precision=18, scale=2]",
                        "tags Array[element=Text[]]",
                        "odd key Bool[]",
                        "mixed Text[]",
                        "user Struct[fields=[Field[name=x, type=Array[element=Text[]]]]]",
                        "late Timestamp[unit=MICROS, adjustedToUtc=true]");
        assertThat(draft)
                .contains(
                        "UNSURE: 1 of 2 values are JSON strings",
                        "user.x[]: the sample has no value, so any type would do");
    }

    @Test
    void nestedJsonIsDraftedByWhatStandsInIt() throws IOException {
        var draft = drafted(file("sample.ndjson", """
                {"items":[{"sku":"a","price":1.50,"at":"2026-03-01T00:00:00Z","days":["03.04.2026"]}],"mixed":[1],"words":{"a b":1}}
                {"items":[{"sku":"b","price":12,"extra":{"n":1}},null],"mixed":{"a":1},"words":{"c":2}}
                {"items":[],"mixed":null,"words":null}
                """));

        assertThat(draft)
                .contains(
                        "items: array<struct<sku:string,price:decimal(18,2),at:timestamp,days:array<string>,extra:struct<n:int64>>>")
                .contains("mixed: json", "words: json", "UNSURE: no type takes all of these arrays and objects");
    }

    @Test
    void wordsForNullInAListMakeItsNumbersText() throws IOException {
        var draft = drafted(file("sample.ndjson", "{\"a\":[5.5,\"NA\"]}\n{\"a\":[1]}\n"));

        assertThat(draft).contains("a: array<string>");
    }

    @Test
    void whatLiesTooDeepIsJson() throws IOException {
        int depth = 40;
        var draft = drafted(file("sample.ndjson", "{\"a\":" + "[".repeat(depth) + "1" + "]".repeat(depth) + "}\n"));

        assertThat(draft).contains("a: " + "array<".repeat(16) + "json" + ">".repeat(16));
    }

    @Test
    void objectsOfManyKeysAreJson() throws IOException {
        var keys = IntStream.range(0, 200).mapToObj(i -> "\"k" + i + "\":" + i).collect(Collectors.joining(","));

        assertThat(drafted(file("sample.ndjson", "{\"a\":{" + keys + "}}\n")))
                .contains("a: json", "If the keys are values");
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

    /// Whatever is drawn: the draft is a configuration, and takes the sample.
    @Test
    void takesAnySample() throws IOException {
        for (long seed = 0; seed < 60; seed++) {
            var random = new SplittableRandom(seed);
            int columns = 1 + random.nextInt(6);
            var kinds = random.ints(columns, 0, 12).toArray();
            var text = new StringBuilder();
            for (int row = 0; row < 1 + random.nextInt(40); row++) {
                for (int column = 0; column < columns; column++) {
                    text.append(column == 0 ? "" : ",").append(value(kinds[column], random));
                }
                text.append('\n');
            }
            var header = IntStream.range(0, columns)
                    .mapToObj(column -> "name " + column)
                    .collect(Collectors.joining(",", "", "\n"));

            drafted(file("seed-" + seed + ".csv", header + text));
        }
    }

    private static String value(int kind, SplittableRandom random) {
        return switch (random.nextInt(10) == 0 ? random.nextInt(12) : kind) {
            case 0 -> Long.toString(random.nextLong());
            case 1 -> Integer.toString(random.nextInt(3));
            case 2 -> random.nextInt(1000) + "." + random.nextInt(1000);
            case 3 -> Double.toString(random.nextDouble() * 1e20);
            case 4 -> "2026-0" + (1 + random.nextInt(9)) + "-1" + random.nextInt(10);
            case 5 -> (1 + random.nextInt(12)) + "/" + (1 + random.nextInt(28)) + "/2026 1:0" + random.nextInt(10);
            case 6 -> "2026-03-01T0" + random.nextInt(10) + ":00:00." + random.nextInt(1_000_000) + "Z";
            case 7 -> new UUID(random.nextLong(), random.nextLong()).toString();
            case 8 -> random.nextBoolean() ? "yes" : "no";
            case 9 -> "\"{\"\"a\"\": " + random.nextInt(10) + "}\"";
            case 10 -> random.nextBoolean() ? "" : "NULL";
            default -> "\"a \"\"b\"\", ü\n" + random.nextInt(5) + "\"";
        };
    }
}

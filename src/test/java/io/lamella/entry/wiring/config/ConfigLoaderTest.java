package io.lamella.entry.wiring.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.core.decode.ColumnSource;
import io.lamella.core.decode.InputFormat.Csv;
import io.lamella.core.decode.InputFormat.NdJson;
import io.lamella.core.decode.InputFormat.Unexpected;
import io.lamella.core.decode.ValueFormat;
import io.lamella.core.decode.ValueFormat.BinaryText;
import io.lamella.core.decode.ValueFormat.Rounding;
import io.lamella.core.parquet.Codec;
import io.lamella.core.parquet.Compatibility;
import io.lamella.core.parquet.WriterSettings;
import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import io.lamella.core.schema.ColumnType.TimeUnit;
import io.lamella.core.schema.ColumnType.TimestampUnit;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.Dataset.AppendMode;
import io.lamella.core.table.Dataset.BadRows;
import io.lamella.core.table.Dataset.Settle;
import io.lamella.core.table.Dataset.Sizes;
import io.lamella.core.table.Lake;
import io.lamella.core.table.PartitionField;
import io.lamella.core.table.PartitionField.Transform;
import io.lamella.core.table.SourcePattern;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigLoaderTest {

    private static final String MINIMAL = """
            lake:
              bucket: my-lake
            datasets:
              events:
                source: s3://landing/events/*.csv
                columns:
                  id: string
            """;

    @Test
    void fillsInTheDefaultsOfTheCore() {
        assertThat(ConfigLoader.parse("lamella.yaml", MINIMAL))
                .isEqualTo(new Config(
                        new Lake("my-lake", "", Duration.ofMinutes(10)),
                        List.of(new Dataset(
                                "events",
                                List.of(new SourcePattern("landing", "events/*.csv")),
                                Csv.DEFAULT,
                                List.of(ColumnSource.of(new Column("id", new ColumnType.Text(), false))),
                                List.of(),
                                Duration.ofMinutes(10),
                                Sizes.DEFAULT,
                                WriterSettings.DEFAULT,
                                BadRows.ANY,
                                AppendMode.ALWAYS,
                                Optional.empty(),
                                Optional.empty()))));
    }

    @Test
    void readsEveryKey() {
        Config config = ConfigLoader.parse("lamella.yaml", """
                lake:
                  bucket: my-lake
                  prefix: warehouse
                  interval: 90s
                datasets:
                  events:
                    sources: [ "s3://landing/a/**", "s3://landing-2/**/*.csv" ]
                    format:
                      type: csv
                      delimiter: ";"
                      quote: "'"
                      escape: "\\\\"
                      header: true
                      charset: windows-1252
                      skip-lines: 2
                      comment: "#"
                      trim: true
                      missing-fields: ignore
                      extra-fields: ignore
                      max-row-size: 1MiB
                    columns:
                      country: string
                      price:
                        type: decimal(18,10)
                        required: true
                        from: Price
                        nulls: ["", "\\\\N"]
                        rounding: half-even
                      at:
                        type: timestamp(millis)
                        position: 3
                        format: ["yyyy-MM-dd HH:mm:ss", epoch-millis]
                        zone: Asia/Seoul
                    partitions:
                      - date: day(at)
                      - {name: month, column: at, transform: month}
                      - country
                    freshness: 1h30m
                    row-group-size: 32MiB
                    part-size: 1GiB
                    max-row-groups: 64
                    max-dead-bytes: 8MiB
                    codec: zstd(3)
                    compatibility: strict
                    bad-rows: {max: 100, max-fraction: 0.01}
                    append: always
                    seal-after: 30d
                    settle: {after: 2d, window: "22:00-05:00"}
                """);

        var written = new ValueFormat(
                List.of(""),
                List.of("yyyy-MM-dd HH:mm:ss", "epoch_millis"),
                ZoneId.of("Asia/Seoul"),
                Rounding.REJECT,
                BinaryText.BASE64);
        assertThat(config.lake()).isEqualTo(new Lake("my-lake", "warehouse/", Duration.ofSeconds(90)));
        assertThat(config.datasets())
                .containsExactly(new Dataset(
                        "events",
                        List.of(new SourcePattern("landing", "a/**"), new SourcePattern("landing-2", "**/*.csv")),
                        new Csv(
                                Charset.forName("windows-1252"),
                                1024 * 1024,
                                (byte) ';',
                                Optional.of((byte) '\''),
                                Optional.of((byte) '\\'),
                                true,
                                2,
                                Optional.of((byte) '#'),
                                true,
                                Unexpected.IGNORE,
                                Unexpected.IGNORE),
                        List.of(
                                ColumnSource.of(new Column("country", new ColumnType.Text(), false)),
                                new ColumnSource(
                                        new Column("price", new ColumnType.Decimal(18, 10), true),
                                        "Price",
                                        OptionalInt.empty(),
                                        new ValueFormat(
                                                List.of("", "\\N"),
                                                List.of(),
                                                ValueFormat.DEFAULT.zone(),
                                                Rounding.HALF_EVEN,
                                                BinaryText.BASE64)),
                                new ColumnSource(
                                        new Column("at", new ColumnType.Timestamp(TimestampUnit.MILLIS, true), false),
                                        "at",
                                        OptionalInt.of(2),
                                        written)),
                        List.of(
                                new PartitionField("date", "at", Transform.DAY),
                                new PartitionField("month", "at", Transform.MONTH),
                                new PartitionField("country", "country", Transform.IDENTITY)),
                        Duration.ofMinutes(90),
                        new Sizes(32L << 20, 1L << 30, 64, 8L << 20),
                        new WriterSettings(Codec.ZSTD, 3, 1024 * 1024, 100_000, 1024 * 1024, Compatibility.STRICT),
                        new BadRows(Optional.of(100L), Optional.of(0.01)),
                        AppendMode.ALWAYS,
                        Optional.of(Duration.ofDays(30)),
                        Optional.of(new Settle(Duration.ofDays(2), 22, 5))));
    }

    static List<Object[]> types() {
        return List.of(
                new Object[] {"string", new ColumnType.Text()},
                new Object[] {"json", new ColumnType.Json()},
                new Object[] {"boolean", new ColumnType.Bool()},
                new Object[] {"int8", new ColumnType.Int(8)},
                new Object[] {"int16", new ColumnType.Int(16)},
                new Object[] {"int32", new ColumnType.Int(32)},
                new Object[] {"int", new ColumnType.Int(32)},
                new Object[] {"int64", new ColumnType.Int(64)},
                new Object[] {"long", new ColumnType.Int(64)},
                new Object[] {"bigint", new ColumnType.Int(64)},
                new Object[] {"float", new ColumnType.Float32()},
                new Object[] {"double", new ColumnType.Float64()},
                new Object[] {"decimal(18, 10)", new ColumnType.Decimal(18, 10)},
                new Object[] {"date", new ColumnType.Date()},
                new Object[] {"time", new ColumnType.Time(TimeUnit.MICROS)},
                new Object[] {"time(millis)", new ColumnType.Time(TimeUnit.MILLIS)},
                new Object[] {"timestamp", new ColumnType.Timestamp(TimestampUnit.MICROS, true)},
                new Object[] {"timestamp(local)", new ColumnType.Timestamp(TimestampUnit.MICROS, false)},
                new Object[] {"timestamp(millis)", new ColumnType.Timestamp(TimestampUnit.MILLIS, true)},
                new Object[] {"timestamp(micros, utc)", new ColumnType.Timestamp(TimestampUnit.MICROS, true)},
                new Object[] {"timestamp(int96, local)", new ColumnType.Timestamp(TimestampUnit.INT96, false)},
                new Object[] {"uuid", new ColumnType.Uuid()},
                new Object[] {"binary", new ColumnType.Binary()},
                new Object[] {"array<string>", new ColumnType.Array(new ColumnType.Text())},
                new Object[] {
                    "map<string,array<long>>",
                    new ColumnType.Map(new ColumnType.Text(), new ColumnType.Array(new ColumnType.Int(64)))
                },
                new Object[] {
                    "struct<sku:string, price:decimal(18,2),at:struct<t:timestamp(millis, utc)>>",
                    new ColumnType.Struct(List.of(
                            new ColumnType.Field("sku", new ColumnType.Text()),
                            new ColumnType.Field("price", new ColumnType.Decimal(18, 2)),
                            new ColumnType.Field(
                                    "at",
                                    new ColumnType.Struct(List.of(new ColumnType.Field(
                                            "t", new ColumnType.Timestamp(TimestampUnit.MILLIS, true)))))))
                });
    }

    @ParameterizedTest
    @MethodSource("types")
    void readsTheType(String text, ColumnType type) {
        String yaml = MINIMAL.replace("id: string", "id: " + text + " required");

        assertThat(onlyDataset(yaml).columns()).containsExactly(ColumnSource.of(new Column("id", type, true)));
    }

    @ParameterizedTest
    @CsvSource({"binary, BASE64", "binary(hex), HEX", "binary(utf8), UTF8"})
    void readsHowBytesAreWritten(String text, BinaryText binary) {
        Dataset dataset = onlyDataset(MINIMAL.replace("id: string", "id: " + text));

        assertThat(dataset.columns().getFirst().format().binary()).isEqualTo(binary);
    }

    @Test
    void numbersTheFieldsOfAFileWithoutAHeader() {
        Dataset dataset =
                onlyDataset(MINIMAL.replace("id: string", "{a: string, b: int32, c: {type: date, position: 7}}")
                        .replace("columns:\n     ", "format: {type: csv, header: false}\n    columns:"));

        assertThat(dataset.columns())
                .extracting(ColumnSource::position)
                .containsExactly(OptionalInt.of(0), OptionalInt.of(1), OptionalInt.of(6));
    }

    @Test
    void knowsTabSeparatedValuesAndJsonLines() {
        String format = MINIMAL.replace("columns:", "format: %s\n    columns:");

        assertThat(onlyDataset(format.formatted("tsv")).format())
                .isInstanceOfSatisfying(
                        Csv.class, csv -> assertThat(csv.delimiter()).isEqualTo((byte) '\t'));
        assertThat(onlyDataset(format.formatted("ndjson")).format()).isEqualTo(NdJson.DEFAULT);
        assertThat(onlyDataset(format.formatted("jsonl")).format()).isEqualTo(NdJson.DEFAULT);
        assertThat(onlyDataset(format.formatted("{type: ndjson, extra-fields: reject}"))
                        .format())
                .isEqualTo(new NdJson(StandardCharsets.UTF_8, 16 * 1024 * 1024, Unexpected.REJECT));
        assertThat(onlyDataset(format.formatted("{type: csv, quote: none}")).format())
                .isInstanceOfSatisfying(
                        Csv.class, csv -> assertThat(csv.quote()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "zstd, ZSTD, 1",
        "zstd(19), ZSTD, 19",
        "gzip, GZIP, 6",
        "gzip(9), GZIP, 9",
        "snappy, SNAPPY, 0",
        "none, NONE, 0"
    })
    void knowsTheCodecs(String text, Codec codec, int level) {
        WriterSettings writer = onlyDataset(MINIMAL.replace("columns:", "codec: " + text + "\n    columns:"))
                .writer();

        assertThat(writer.codec()).isEqualTo(codec);
        assertThat(writer.level()).isEqualTo(level);
    }

    @Test
    void knowsWordsForTheLimitsOfBadRows() {
        String limited = MINIMAL.replace("columns:", "bad-rows: %s\n    columns:");

        assertThat(onlyDataset(limited.formatted("refuse")).badRows())
                .isEqualTo(new BadRows(Optional.of(0L), Optional.empty()));
        assertThat(onlyDataset(limited.formatted("quarantine")).badRows()).isEqualTo(BadRows.ANY);
        assertThat(onlyDataset(limited.formatted("{max-fraction: 1}")).badRows())
                .isEqualTo(new BadRows(Optional.empty(), Optional.of(1.0)));
    }

    @ParameterizedTest
    @CsvSource({
        "30s, PT30S",
        "10m, PT10M",
        "2h, PT2H",
        "1d, P1D",
        "1d12h, PT36H",
        "PT45M, PT45M",
        "P2D, P2D",
        "0s, PT0S"
    })
    void readsDurations(String text, Duration duration) {
        assertThat(onlyDataset(MINIMAL.replace("columns:", "freshness: " + text + "\n    columns:"))
                        .freshness())
                .isEqualTo(duration);
    }

    @ParameterizedTest
    @CsvSource({
        "1048576, 1048576",
        "64MiB, 67108864",
        "64 MiB, 67108864",
        "1GiB, 1073741824",
        "500kB, 500000",
        "2MB, 2000000"
    })
    void readsSizes(String text, long bytes) {
        assertThat(onlyDataset(MINIMAL.replace(
                                "columns:", "row-group-size: " + text + "\n    part-size: 2GiB\n    columns:"))
                        .sizes()
                        .rowGroup())
                .isEqualTo(bytes);
    }

    @Test
    void takesKeysAsTheyAreWritten() {
        String yaml = MINIMAL.replace("id: string", "{no: string, 1: int32, on: date, null: json}");

        assertThat(onlyDataset(yaml.replace("columns:\n     ", "columns:")).columns())
                .extracting(source -> source.column().name())
                .containsExactly("no", "1", "on", "null");
    }

    @Test
    void takesSharedColumnsByAliases() {
        String yaml = MINIMAL.replace("columns:", "columns: &shared") + """
                  copies:
                    source: s3://landing/copies/*.csv
                    columns: *shared
                """;

        assertThat(ConfigLoader.parse("lamella.yaml", yaml).datasets())
                .extracting(Dataset::decodedSchema)
                .hasSize(2)
                .allMatch(schema -> schema.columns().getFirst().name().equals("id"));
    }

    @Test
    void loadsAFileWithAByteOrderMark(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("lamella.yaml"), "\uFEFF" + MINIMAL);

        assertThat(ConfigLoader.load(file)).isEqualTo(ConfigLoader.parse("lamella.yaml", MINIMAL));
    }

    @Test
    void saysThatAFileCannotBeRead(@TempDir Path folder) throws IOException {
        Path missing = folder.resolve("missing.yaml");
        Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'a', (byte) 0xE4});
        Path big = Files.writeString(folder.resolve("big.yaml"), " ".repeat(1024 * 1024 + 1));

        assertThatThrownBy(() -> ConfigLoader.load(missing)).hasMessage(missing + ": there is no such file");
        assertThatThrownBy(() -> ConfigLoader.load(latin)).hasMessage(latin + ": must be UTF-8");
        assertThatThrownBy(() -> ConfigLoader.load(big)).hasMessage(big + ": must have 1MiB at most");
    }

    private static Dataset onlyDataset(String yaml) {
        List<Dataset> datasets = ConfigLoader.parse("lamella.yaml", yaml).datasets();
        assertThat(datasets).hasSize(1);
        return datasets.getFirst();
    }
}

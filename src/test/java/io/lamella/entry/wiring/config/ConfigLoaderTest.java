package io.lamella.entry.wiring.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.core.decode.ColumnSource;
import io.lamella.core.decode.InputFormat.Csv;
import io.lamella.core.decode.InputFormat.Unexpected;
import io.lamella.core.decode.ValueFormat;
import io.lamella.core.decode.ValueFormat.BinaryText;
import io.lamella.core.decode.ValueFormat.Rounding;
import io.lamella.core.parquet.Codec;
import io.lamella.core.parquet.Compatibility;
import io.lamella.core.parquet.WriterSettings;
import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Configurations as a whole, and the files that they come in.
class ConfigLoaderTest {
    @Test
    void fillsInTheDefaultsOfTheCore() {
        assertThat(ConfigLoader.parse("lamella.yaml", MinimalConfig.TEXT))
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
                                false,
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
                    whole-objects: true
                    append: always
                    seal-after: 30d
                    settle: {after: 2d, window: "22:00-05:00"}
                """);

        var written = new ValueFormat(
                List.of(""),
                List.of("yyyy-MM-dd HH:mm:ss", "epoch-millis"),
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
                        new WriterSettings(Codec.ZSTD, 3, 1024 * 1024, 100_000, 1024 * 1024).with(Compatibility.STRICT),
                        new BadRows(Optional.of(100L), Optional.of(0.01)),
                        true,
                        AppendMode.ALWAYS,
                        Optional.of(Duration.ofDays(30)),
                        Optional.of(new Settle(Duration.ofDays(2), 22, 5))));
    }

    @Test
    void takesKeysAsTheyAreWritten() {
        String yaml = MinimalConfig.TEXT.replace("id: string", "{no: string, 1: int32, on: date, null: json}");

        assertThat(MinimalConfig.dataset(yaml.replace("columns:\n     ", "columns:"))
                        .columns())
                .extracting(source -> source.column().name())
                .containsExactly("no", "1", "on", "null");
    }

    @Test
    void takesSharedColumnsByAliases() {
        String yaml = MinimalConfig.TEXT.replace("columns:", "columns: &shared") + """
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
        Path file = Files.writeString(folder.resolve("lamella.yaml"), "\uFEFF" + MinimalConfig.TEXT);

        assertThat(ConfigLoader.load(file)).isEqualTo(ConfigLoader.parse("lamella.yaml", MinimalConfig.TEXT));
    }

    @Test
    void saysThatAFileCannotBeRead(@TempDir Path folder) throws IOException {
        Path missing = folder.resolve("missing.yaml");
        Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'a', (byte) 0xE4});
        Path big = Files.writeString(folder.resolve("big.yaml"), " ".repeat(1024 * 1024 + 1));

        assertThatThrownBy(() -> ConfigLoader.load(missing))
                .hasMessage(missing
                        + ": there is no such file; name another by `config` (--config on the command line), or draft one by"
                        + " `lamella infer`");
        assertThatThrownBy(() -> ConfigLoader.load(latin)).hasMessage(latin + ": must be UTF-8");
        assertThatThrownBy(() -> ConfigLoader.load(big)).hasMessage(big + ": must have 1MiB at most");
    }
}

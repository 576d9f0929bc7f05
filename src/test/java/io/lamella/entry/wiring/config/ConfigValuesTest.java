package io.lamella.entry.wiring.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.decode.ColumnSource;
import io.lamella.core.decode.InputFormat.Csv;
import io.lamella.core.decode.InputFormat.NdJson;
import io.lamella.core.decode.InputFormat.Unexpected;
import io.lamella.core.decode.ValueFormat.BinaryText;
import io.lamella.core.parquet.Codec;
import io.lamella.core.parquet.WriterSettings;
import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import io.lamella.core.schema.ColumnType.TimeUnit;
import io.lamella.core.schema.ColumnType.TimestampUnit;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.Dataset.BadRows;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The forms that the values of keys may have.
class ConfigValuesTest {
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
    @ValueSource(
            strings = {
                "yyyy-MM-dd HH:mm:ss'z'",
                "yyyy-MM-dd 'v''z' HH:mm:ss",
                "yyyy-MM-dd HH:mm:ss 'GMT'",
                "yyyy-MM-dd HH:mm:ss VV",
                "yyyy-MM-dd HH:mm:ss O",
                "yyyy-MM-dd HH:mm:ss XXX",
                "yyyy-MM-dd HH:mm:ss Z"
            })
    void takesPatternsWithoutNamesOfZones(String pattern) {
        String yaml = MinimalConfig.TEXT.replace("id: string", "id: {type: timestamp, format: \"" + pattern + "\"}");

        assertThat(MinimalConfig.dataset(yaml).columns().getFirst().format().patterns())
                .containsExactly(pattern);
    }

    @ParameterizedTest
    @MethodSource("types")
    void readsTheType(String text, ColumnType type) {
        String yaml = MinimalConfig.TEXT.replace("id: string", "id: " + text + " required");

        assertThat(MinimalConfig.dataset(yaml).columns())
                .containsExactly(ColumnSource.of(new Column("id", type, true)));
    }

    @ParameterizedTest
    @CsvSource({"binary, BASE64", "binary(hex), HEX", "binary(utf8), UTF8"})
    void readsHowBytesAreWritten(String text, BinaryText binary) {
        Dataset dataset = MinimalConfig.dataset(MinimalConfig.TEXT.replace("id: string", "id: " + text));

        assertThat(dataset.columns().getFirst().format().binary()).isEqualTo(binary);
    }

    @Test
    void numbersTheFieldsOfAFileWithoutAHeader() {
        Dataset dataset = MinimalConfig.dataset(MinimalConfig.TEXT
                .replace("id: string", "{a: string, b: int32, c: {type: date, position: 7}}")
                .replace("columns:\n     ", "format: {type: csv, header: false}\n    columns:"));

        assertThat(dataset.columns())
                .extracting(ColumnSource::position)
                .containsExactly(OptionalInt.of(0), OptionalInt.of(1), OptionalInt.of(6));
    }

    @Test
    void knowsTabSeparatedValuesAndJsonLines() {
        String format = MinimalConfig.TEXT.replace("columns:", "format: %s\n    columns:");

        assertThat(MinimalConfig.dataset(format.formatted("tsv")).format())
                .isInstanceOfSatisfying(
                        Csv.class, csv -> assertThat(csv.delimiter()).isEqualTo((byte) '\t'));
        assertThat(MinimalConfig.dataset(format.formatted("ndjson")).format()).isEqualTo(NdJson.DEFAULT);
        assertThat(MinimalConfig.dataset(format.formatted("jsonl")).format()).isEqualTo(NdJson.DEFAULT);
        assertThat(MinimalConfig.dataset(format.formatted("{type: ndjson, extra-fields: reject}"))
                        .format())
                .isEqualTo(new NdJson(StandardCharsets.UTF_8, 16 * 1024 * 1024, Unexpected.REJECT));
        assertThat(MinimalConfig.dataset(format.formatted("{type: csv, quote: none}"))
                        .format())
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
        WriterSettings writer = MinimalConfig.dataset(
                        MinimalConfig.TEXT.replace("columns:", "codec: " + text + "\n    columns:"))
                .writer();

        assertThat(writer.codec()).isEqualTo(codec);
        assertThat(writer.level()).isEqualTo(level);
    }

    @Test
    void knowsWordsForTheLimitsOfBadRows() {
        String limited = MinimalConfig.TEXT.replace("columns:", "bad-rows: %s\n    columns:");

        assertThat(MinimalConfig.dataset(limited.formatted("refuse")).badRows())
                .isEqualTo(new BadRows(Optional.of(0L), Optional.empty()));
        assertThat(MinimalConfig.dataset(limited.formatted("quarantine")).badRows())
                .isEqualTo(BadRows.ANY);
        assertThat(MinimalConfig.dataset(limited.formatted("{max-fraction: 1}")).badRows())
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
        assertThat(MinimalConfig.dataset(
                                MinimalConfig.TEXT.replace("columns:", "freshness: " + text + "\n    columns:"))
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
        assertThat(MinimalConfig.dataset(MinimalConfig.TEXT.replace(
                                "columns:", "row-group-size: " + text + "\n    part-size: 2GiB\n    columns:"))
                        .sizes()
                        .rowGroup())
                .isEqualTo(bytes);
    }
}

package io.lamella.core.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// DuckDB passes over row groups whose filters say that a value is not there. Decimals of more than 18 digits it does not look for.
class BloomFiltersInDuckDbTest {
    private static final int ROWS = 3000;

    @AutoClose
    private static final DuckDb DUCK_DB = new DuckDb();

    @TempDir
    private Path directory;

    static Stream<ColumnType> types() {
        return Stream.of(
                new ColumnType.Int(32),
                new ColumnType.Int(64),
                new ColumnType.Float32(),
                new ColumnType.Float64(),
                new ColumnType.Decimal(9, 2),
                new ColumnType.Decimal(18, 4),
                new ColumnType.Uuid(),
                new ColumnType.Date(),
                new ColumnType.Timestamp(ColumnType.TimestampUnit.MICROS, true),
                new ColumnType.Text());
    }

    @ParameterizedTest
    @MethodSource("types")
    void passesOverWhatIsNotThere(ColumnType type) throws Exception {
        var column = new Column("c", type, true);
        var values = Arrays.asList(Values.DISTINCT.of(type, ROWS, new SplittableRandom(1)));
        var filter = new ColumnSettings("c", ValueEncoding.AUTO, Optional.of(BloomFilterSettings.DEFAULT));
        var file = SampleFiles.file(
                List.of(new ColumnData(column, values)), 0, ROWS, WriterSettings.DEFAULT.with(List.of(filter)));
        var path = FileInMemory.save(file, directory.resolve("file.parquet"));

        for (int row = 0; row < ROWS; row += 100) {
            assertThat(isExcluded(path, literal(type, values.get(row)))).isFalse();
        }
        var excluded = new ArrayList<String>();
        for (int row = ROWS; row < ROWS + 100; row++) {
            var absent = literal(type, Values.numbered(type, row * 7919L % 1_000_003));
            if (isExcluded(path, absent)) {
                excluded.add(absent);
            }
        }
        assertThat(excluded).hasSizeGreaterThanOrEqualTo(97);
        assertThat(DUCK_DB.query("explain analyze select * from '%s' where c = %s".formatted(path, excluded.getFirst()))
                        .toString())
                .contains("Row Groups Scanned: 0 / 1");
    }

    private static boolean isExcluded(Path path, String value) throws Exception {
        return DUCK_DB.query(
                        "select bloom_filter_excludes from parquet_bloom_probe('%s', 'c', %s)".formatted(path, value))
                .equals(List.of(List.of(true)));
    }

    private static String literal(ColumnType type, Object value) {
        return switch (type) {
            case ColumnType.Text _ -> "'" + new String((byte[]) value, UTF_8) + "'";
            case ColumnType.Float32 _ -> Float.intBitsToFloat((int) (long) value) + "::float";
            case ColumnType.Float64 _ -> Double.longBitsToDouble((long) value) + "::double";
            case ColumnType.Decimal(int precision, int scale) -> {
                var unscaled = value instanceof byte[] bytes ? new BigInteger(bytes) : BigInteger.valueOf((long) value);
                yield new BigDecimal(unscaled, scale).toPlainString() + "::decimal(" + precision + "," + scale + ")";
            }
            case ColumnType.Uuid _ -> {
                var bytes = ByteBuffer.wrap((byte[]) value);
                yield "'" + new UUID(bytes.getLong(), bytes.getLong()) + "'::uuid";
            }
            case ColumnType.Date _ -> "date '" + LocalDate.ofEpochDay((long) value) + "'";
            case ColumnType.Timestamp _ -> "'" + Instant.EPOCH.plus((long) value, ChronoUnit.MICROS) + "'::timestamptz";
            default -> value.toString();
        };
    }
}

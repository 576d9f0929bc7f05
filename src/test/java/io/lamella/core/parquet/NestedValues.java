package io.lamella.core.parquet;

import io.lamella.core.schema.ColumnType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Random nested types, and random values of them: lists are `List`s; structs and maps are `Map`s by name and by key; scalars are as
/// they are written in JSON, and none is an empty text that means null.
final class NestedValues {
    private static final List<ColumnType> SCALARS = List.of(
            new ColumnType.Text(),
            new ColumnType.Bool(),
            new ColumnType.Int(8),
            new ColumnType.Int(32),
            new ColumnType.Int(64),
            new ColumnType.Float64(),
            new ColumnType.Decimal(9, 2),
            new ColumnType.Decimal(30, 5),
            new ColumnType.Date(),
            new ColumnType.Timestamp(ColumnType.TimestampUnit.MICROS, true),
            new ColumnType.Uuid(),
            new ColumnType.Binary());

    private static final List<ColumnType> KEYS =
            List.of(new ColumnType.Text(), new ColumnType.Int(32), new ColumnType.Date());

    private final SplittableRandom random;

    NestedValues(SplittableRandom random) {
        this.random = random;
    }

    /// @param depth that it has at most, and at least 1
    ColumnType nestedType(int depth) {
        return switch (random.nextInt(3)) {
            case 0 -> new ColumnType.Array(type(depth - 1));
            case 1 -> new ColumnType.Map(KEYS.get(random.nextInt(KEYS.size())), type(depth - 1));
            default ->
                new ColumnType.Struct(IntStream.rangeClosed(0, random.nextInt(4))
                        .mapToObj(field -> new ColumnType.Field("f" + field, type(depth - 1)))
                        .toList());
        };
    }

    private ColumnType type(int depth) {
        return depth > 0 && random.nextInt(3) > 0 ? nestedType(depth) : SCALARS.get(random.nextInt(SCALARS.size()));
    }

    /// A value or null.
    @Nullable
    Object value(ColumnType type) {
        return random.nextInt(5) == 0 ? null : present(type);
    }

    Object present(ColumnType type) {
        return switch (type) {
            case ColumnType.Array(ColumnType element) -> {
                var list = new ArrayList<@Nullable Object>();
                for (int left = length(); left > 0; left--) {
                    list.add(value(element));
                }
                yield list;
            }
            case ColumnType.Map(ColumnType key, ColumnType value) -> {
                var map = new LinkedHashMap<String, @Nullable Object>();
                for (int left = length(); left > 0; left--) {
                    map.put(String.valueOf(present(key)), value(value));
                }
                yield map;
            }
            case ColumnType.Struct(List<ColumnType.Field> fields) -> {
                var map = new LinkedHashMap<String, @Nullable Object>();
                fields.forEach(field -> map.put(field.name(), value(field.type())));
                yield map;
            }
            default -> scalar(type);
        };
    }

    private int length() {
        return random.nextInt(4) == 0 ? 0 : random.nextInt(random.nextInt(20) == 0 ? 40 : 4);
    }

    private Object scalar(ColumnType type) {
        return switch (type) {
            case ColumnType.Text _ ->
                List.of("", "a", "ä\"\\\n", "null", "[1]", "word" + random.nextInt(50), "x".repeat(30))
                        .get(random.nextInt(7));
            case ColumnType.Bool _ -> random.nextBoolean();
            case ColumnType.Int(int bits) -> random.nextLong() >> (64 - bits);
            case ColumnType.Float64 _ -> random.nextInt(1000) / 8.0;
            case ColumnType.Decimal(int precision, int scale) ->
                BigDecimal.valueOf(random.nextLong(-1_000_000_000L + 1, 1_000_000_000L), scale);
            case ColumnType.Date _ ->
                LocalDate.of(1970, 1, 1).plusDays(random.nextInt(-1000, 30_000)).toString();
            case ColumnType.Timestamp _ ->
                java.time.Instant.EPOCH
                        .plus(random.nextLong(1L << 50), ChronoUnit.MICROS)
                        .toString();
            case ColumnType.Uuid _ -> new UUID(random.nextLong(), random.nextLong()).toString();
            case ColumnType.Binary _ -> {
                var bytes = new byte[1 + random.nextInt(5)];
                random.nextBytes(bytes);
                yield Base64.getEncoder().encodeToString(bytes);
            }
            default -> throw new IllegalArgumentException("no values of " + type);
        };
    }

    /// As a JSON text. A field that is null is left out now and then.
    String json(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case List<?> list ->
                list.stream()
                        .map(this::json)
                        .collect(Collectors.joining(random.nextInt(9) == 0 ? " , " : ",", "[", "]"));
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> quote(entry.getKey().toString()) + ":" + json(entry.getValue()))
                        .collect(Collectors.joining(",", "{", "}"));
            case String text -> quote(text);
            default -> value.toString();
        };
    }

    private static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    /// The same for the same value, whoever read it: maps by their keys' order.
    static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case List<?> list -> list.stream().map(NestedValues::text).collect(Collectors.joining(",", "[", "]"));
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> text(entry.getKey()) + "=" + text(entry.getValue()))
                        .sorted()
                        .collect(Collectors.joining(",", "{", "}"));
            case byte[] bytes -> Base64.getEncoder().encodeToString(bytes);
            case Object[] array -> text(Arrays.asList(array));
            default -> value.toString();
        };
    }
}

package io.lamella.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.column.BytesVector;
import io.lamella.core.column.LongVector;
import io.lamella.core.column.ScalarVector;
import io.lamella.core.column.Vector;
import io.lamella.core.decode.ValueFormat.BinaryText;
import io.lamella.core.decode.ValueFormat.Rounding;
import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// A column of one type, to parse fields with.
///
/// @param json whether the fields are of JSON, rather than CSV
record Parsed(ColumnType type, boolean required, ValueFormat format, boolean json) {
    static Parsed as(ColumnType type) {
        return new Parsed(type, false, ValueFormat.DEFAULT, false);
    }

    Parsed whenRequired() {
        return new Parsed(type, true, format, json);
    }

    Parsed outOfJson() {
        return new Parsed(type, required, format, true);
    }

    Parsed with(Rounding rounding) {
        return with(new ValueFormat(format.nulls(), format.patterns(), format.zone(), rounding, format.binary()));
    }

    Parsed with(BinaryText binary) {
        return with(new ValueFormat(format.nulls(), format.patterns(), format.zone(), format.rounding(), binary));
    }

    Parsed in(String zone) {
        return with(new ValueFormat(
                format.nulls(), format.patterns(), ZoneId.of(zone), format.rounding(), format.binary()));
    }

    Parsed withNulls(String... nulls) {
        return with(
                new ValueFormat(List.of(nulls), format.patterns(), format.zone(), format.rounding(), format.binary()));
    }

    Parsed withPatterns(String... patterns) {
        return with(
                new ValueFormat(format.nulls(), List.of(patterns), format.zone(), format.rounding(), format.binary()));
    }

    private Parsed with(ValueFormat changed) {
        return new Parsed(type, required, changed, json);
    }

    /// Parses one field without quotes.
    Value plain(String text) {
        return field(FieldBlock.PLAIN, text);
    }

    /// Parses fields without quotes, a row each.
    List<Value> plain(List<String> texts) {
        return fields(texts.stream().map(Field::plain).toArray(Field[]::new));
    }

    /// Parses one field that stood in quotes.
    Value quoted(String text) {
        return field(FieldBlock.QUOTED, text);
    }

    Value field(byte kind, String text) {
        return fields(Field.of(kind, text)).getFirst();
    }

    /// Parses fields that stand in one block, a row each.
    List<Value> fields(Field... fields) {
        return Field.parse(parsers(), fields);
    }

    ColumnParsers parsers() {
        var source = new ColumnSource(new Column("c", type, required), "c", OptionalInt.empty(), format);
        return new ColumnParsers(List.of(source), json, InputFormat.Unexpected.IGNORE);
    }

    /// A field of a row.
    record Field(byte kind, byte[] text) {
        static Field of(byte kind, String text) {
            return new Field(kind, text.getBytes(StandardCharsets.UTF_8));
        }

        static Field plain(String text) {
            return of(FieldBlock.PLAIN, text);
        }

        static Field quoted(String text) {
            return of(FieldBlock.QUOTED, text);
        }

        static List<Value> parse(ColumnParsers parsers, Field... fields) {
            FieldBlock block = block(fields);
            var faults = new Fault[Vector.CAPACITY];
            parsers.parse(block, faults);
            Vector vector = parsers.vectors().getFirst();
            return IntStream.range(0, fields.length)
                    .mapToObj(row -> Value.of(vector, row, faults[row]))
                    .toList();
        }

        /// Puts fields into a block of one column, with something that is not padding between them.
        static FieldBlock block(Field... fields) {
            var block = new FieldBlock(1, fields.length);
            block.rows = fields.length;
            int length = Arrays.stream(fields)
                    .mapToInt(field -> field.text.length + 1)
                    .sum();
            block.data = new byte[length + BytesVector.PADDING];
            Arrays.fill(block.data, (byte) '7');
            int at = 0;
            for (int row = 0; row < fields.length; row++) {
                byte[] text = fields[row].text;
                System.arraycopy(text, 0, block.data, at, text.length);
                block.set(0, row, at, text.length, fields[row].kind);
                at += text.length + 1;
            }
            return block;
        }
    }

    /// What became of a field: a fault, null, a number or bytes.
    record Value(Fault fault, Long number, byte[] bytes) {
        static Value of(Vector vector, int row, Fault fault) {
            if (fault != null || vector.isNull(row)) {
                assertThat(vector.isNull(row)).as("a row with a fault is null").isTrue();
                return new Value(fault, null, null);
            }
            return switch ((ScalarVector) vector) {
                case LongVector longs -> new Value(null, longs.values[row], null);
                case BytesVector bytes -> {
                    int start = bytes.starts[row];
                    assertThat(start + bytes.lengths[row] + BytesVector.PADDING)
                            .as("the vector's buffer reaches beyond the value")
                            .isLessThanOrEqualTo(bytes.data.length);
                    yield new Value(null, null, Arrays.copyOfRange(bytes.data, start, start + bytes.lengths[row]));
                }
            };
        }

        long asLong() {
            assertThat(fault).isNull();
            assertThat(number).as("a number").isNotNull();
            return number;
        }

        byte[] asBytes() {
            assertThat(fault).isNull();
            assertThat(bytes).as("bytes").isNotNull();
            return bytes;
        }

        String asText() {
            return new String(asBytes(), StandardCharsets.UTF_8);
        }

        boolean isNull() {
            return fault == null && number == null && bytes == null;
        }

        /// The code of the fault, or `fits`.
        String reason() {
            return fault == null ? "fits" : fault.reason();
        }

        String message() {
            assertThat(fault).as("a fault").isNotNull();
            return fault.message();
        }
    }

    /// Of a point in time, since 1970.
    static long micros(String instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant));
    }
}

package io.lamella.core.decode;

import io.lamella.core.column.Vector;
import io.lamella.core.decode.InputFormat.Unexpected;
import io.lamella.core.schema.ColumnType;
import io.lamella.core.schema.ColumnType.TimestampUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Parses the fields of a block into the vectors of the columns. Not thread-safe.
final class ColumnParsers {
    private final List<ColumnParser> parsers = new ArrayList<>();
    private final List<Vector> vectors;

    /// @param extraFields what a key of an object in a nested column means that is no field of its struct
    /// @param json whether quoted fields are JSON strings, rather than CSV fields
    /// @throws IllegalArgumentException if a pattern of a column cannot be used
    ColumnParsers(List<ColumnSource> columns, boolean json, Unexpected extraFields) {
        for (ColumnSource column : columns) {
            parsers.add(
                    column.column().type() instanceof ColumnType.Nested
                            ? new NestedParser(column, new Shredders(column, extraFields).shredder(), json)
                            : scalar(column, json, false));
        }
        vectors = parsers.stream().<Vector>map(ColumnParser::vector).toList();
    }

    /// Parses all rows of the block. `faults[row]` is set where a row does not fit (the first column that does not fit
    /// wins) and left alone elsewhere; rows whose fault is set already are passed over.
    void parse(FieldBlock block, @Nullable Fault[] faults) {
        vectors.forEach(vector -> vector.reserve(block.capacity));
        for (int column = 0; column < parsers.size(); column++) {
            parsers.get(column).parse(block, column, faults);
        }
    }

    /// One vector a column, in order; filled anew by each [#parse].
    List<Vector> vectors() {
        return vectors;
    }

    /// @param nested whether it is for scalars in a nested column
    static ColumnParser scalar(ColumnSource source, boolean json, boolean nested) {
        return switch (source.column().type()) {
            case ColumnType.Text _ -> new TextParser(source);
            case ColumnType.Json _ -> json ? new JsonValueParser(source, !nested) : new JsonTextParser(source);
            case ColumnType.Bool _ -> new BoolParser(source);
            case ColumnType.Int type -> new IntParser(source, type);
            case ColumnType.Float32 _ -> new Float32Parser(source);
            case ColumnType.Float64 _ -> new Float64Parser(source);
            case ColumnType.Decimal type ->
                type.storage().isLong() ? new DecimalParser(source, type) : new WideDecimalParser(source, type);
            case ColumnType.Date _ -> new DateParser(source);
            case ColumnType.Time type -> new TimeParser(source, type);
            case ColumnType.Timestamp type ->
                type.unit() == TimestampUnit.INT96 ? new Int96Parser(source, type) : new TimestampParser(source, type);
            case ColumnType.Uuid _ -> new UuidParser(source);
            case ColumnType.Binary _ -> binary(source);
            case ColumnType.Fixed _ ->
                throw new IllegalArgumentException("no source is decoded to bytes of one length, but column "
                        + source.column().name() + " is of them");
            case ColumnType.Nested _ ->
                throw new IllegalArgumentException("column " + source.column().name() + " is nested");
        };
    }

    private static ColumnParser binary(ColumnSource source) {
        return switch (source.format().binary()) {
            case BASE64 -> new Base64Parser(source);
            case HEX -> new HexParser(source);
            case UTF8 -> new TextParser(source);
        };
    }
}

package io.lamella.core.parquet;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.jspecify.annotations.Nullable;

/// Nested values as Arrow has them, in the form of [NestedValues].
final class NestedArrow {
    private NestedArrow() {}

    static String text(FieldVector vector, int row) {
        return NestedValues.text(value(vector, row));
    }

    private static @Nullable Object value(FieldVector vector, int row) {
        if (vector.isNull(row)) {
            return null;
        }
        return switch (vector) {
            case MapVector map -> map(map, row);
            case ListVector list -> list(list, row);
            case StructVector struct -> struct(struct, row);
            case VarCharVector text -> String.valueOf(text.getObject(row));
            case DateDayVector day -> LocalDate.ofEpochDay(day.get(row)).toString();
            case TimeStampMicroTZVector time ->
                Instant.EPOCH.plus(time.get(row), ChronoUnit.MICROS).toString();
            case FixedSizeBinaryVector uuid -> uuid(uuid.get(row));
            default -> vector.getObject(row);
        };
    }

    private static List<@Nullable Object> list(ListVector vector, int row) {
        var list = new ArrayList<@Nullable Object>();
        for (int at = vector.getElementStartIndex(row); at < vector.getElementEndIndex(row); at++) {
            list.add(value(vector.getDataVector(), at));
        }
        return list;
    }

    private static Map<Object, @Nullable Object> map(MapVector vector, int row) {
        var entries = ((StructVector) vector.getDataVector()).getChildrenFromFields();
        var map = new LinkedHashMap<Object, @Nullable Object>();
        for (int at = vector.getElementStartIndex(row); at < vector.getElementEndIndex(row); at++) {
            map.put(String.valueOf(value(entries.getFirst(), at)), value(entries.getLast(), at));
        }
        return map;
    }

    private static Map<String, @Nullable Object> struct(StructVector vector, int row) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        vector.getChildrenFromFields().forEach(field -> map.put(field.getName(), value(field, row)));
        return map;
    }

    private static String uuid(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong()).toString();
    }
}

package io.lamella.core.parquet;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.jspecify.annotations.Nullable;

/// Nested values as parquet-java assembles them, in the form of [NestedValues].
final class NestedParquetJava {
    private NestedParquetJava() {}

    /// The values of a column of the table.
    static List<String> read(Path file, String column) throws IOException {
        try (var reader = ParquetJava.open(file, FilterCompat.NOOP)) {
            var schema = reader.getFileMetaData().getSchema();
            var io = new ColumnIOFactory(reader.getFileMetaData().getCreatedBy()).getColumnIO(schema);
            int field = schema.getFieldIndex(column);
            var texts = new ArrayList<String>();
            for (var pages = reader.readNextRowGroup(); pages != null; pages = reader.readNextRowGroup()) {
                var records = io.getRecordReader(pages, new GroupRecordConverter(schema));
                for (long row = 0; row < pages.getRowCount(); row++) {
                    texts.add(NestedValues.text(value(records.read(), field)));
                }
            }
            return texts;
        }
    }

    private static @Nullable Object value(Group group, int field) {
        if (group.getFieldRepetitionCount(field) == 0) {
            return null;
        }
        var type = group.getType().getType(field);
        return type.isPrimitive() ? scalar(group, field) : nested(group.getGroup(field, 0), type.asGroupType());
    }

    private static Object nested(Group group, GroupType type) {
        return switch (type.getLogicalTypeAnnotation()) {
            case ListLogicalTypeAnnotation _ -> {
                var list = new ArrayList<@Nullable Object>();
                for (int i = 0; i < group.getFieldRepetitionCount(0); i++) {
                    list.add(value(group.getGroup(0, i), 0));
                }
                yield list;
            }
            case MapLogicalTypeAnnotation _ -> {
                var map = new LinkedHashMap<@Nullable Object, @Nullable Object>();
                for (int i = 0; i < group.getFieldRepetitionCount(0); i++) {
                    map.put(value(group.getGroup(0, i), 0), value(group.getGroup(0, i), 1));
                }
                yield map;
            }
            case null -> {
                var map = new LinkedHashMap<@Nullable Object, @Nullable Object>();
                for (int i = 0; i < type.getFieldCount(); i++) {
                    map.put(type.getFieldName(i), value(group, i));
                }
                yield map;
            }
            default -> throw new IllegalArgumentException("a group of " + type);
        };
    }

    private static Object scalar(Group group, int field) {
        var type = group.getType().getType(field).asPrimitiveType();
        return switch (type.getPrimitiveTypeName()) {
            case BOOLEAN -> group.getBoolean(field, 0);
            case DOUBLE -> group.getDouble(field, 0);
            case INT32 -> number(group.getInteger(field, 0), type.getLogicalTypeAnnotation());
            case INT64 -> number(group.getLong(field, 0), type.getLogicalTypeAnnotation());
            default -> bytes(group.getBinary(field, 0).getBytes(), type.getLogicalTypeAnnotation());
        };
    }

    private static Object number(long value, @Nullable Object annotation) {
        return switch (annotation) {
            case DateLogicalTypeAnnotation _ -> LocalDate.ofEpochDay(value);
            case TimestampLogicalTypeAnnotation _ -> Instant.EPOCH.plus(value, ChronoUnit.MICROS);
            case DecimalLogicalTypeAnnotation decimal -> BigDecimal.valueOf(value, decimal.getScale());
            case null, default -> value;
        };
    }

    private static Object bytes(byte[] bytes, @Nullable Object annotation) {
        return switch (annotation) {
            case StringLogicalTypeAnnotation _ -> new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
            case DecimalLogicalTypeAnnotation decimal -> new BigDecimal(new BigInteger(bytes), decimal.getScale());
            case UUIDLogicalTypeAnnotation _ -> {
                var buffer = ByteBuffer.wrap(bytes);
                yield new UUID(buffer.getLong(), buffer.getLong());
            }
            case null, default -> bytes;
        };
    }
}

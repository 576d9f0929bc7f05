package io.lamella.core.parquet;

import java.nio.file.Path;
import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Struct;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;

/// Nested values as DuckDB reads them, in the form of [NestedValues].
final class NestedDuckDb {
    private NestedDuckDb() {}

    static List<String> read(DuckDb duckDb, Path file, String column) throws SQLException {
        return query(duckDb, "SELECT " + column + " FROM '" + file + "'");
    }

    /// The first column of what a query answers.
    static List<String> query(DuckDb duckDb, String sql) throws SQLException {
        var texts = new ArrayList<String>();
        for (var row : duckDb.query(sql)) {
            texts.add(NestedValues.text(value(row.getFirst())));
        }
        return texts;
    }

    private static @Nullable Object value(@Nullable Object value) throws SQLException {
        return switch (value) {
            case Array array -> {
                var list = new ArrayList<@Nullable Object>();
                for (var element : (Object[]) array.getArray()) {
                    list.add(value(element));
                }
                yield list;
            }
            case DuckDBStruct struct -> map(struct.getMap());
            case Struct struct -> throw new IllegalArgumentException("a struct of " + struct.getClass());
            case Map<?, ?> map -> map(map);
            case Blob blob -> blob.getBytes(1, (int) blob.length());
            case OffsetDateTime time -> time.toInstant().toString();
            case UUID uuid -> uuid.toString();
            case null -> null;
            default -> value;
        };
    }

    private static Map<Object, @Nullable Object> map(Map<?, ?> map) throws SQLException {
        var copy = new LinkedHashMap<Object, @Nullable Object>();
        for (var entry : map.entrySet()) {
            copy.put(entry.getKey(), value(entry.getValue()));
        }
        return copy;
    }
}

package io.lamella.core.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import io.lamella.core.schema.TableSchema;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SchemaFingerprintTest {
    /// It stands in files, so it must never change.
    @Test
    void isTheSameForever() {
        assertThat(SchemaFingerprint.of(schema("id", new ColumnType.Int(64), true)))
                .isEqualTo("5666949873a55425");
    }

    @Test
    void tellsNamesTypesAndNullsApart() {
        var schemas = Stream.of(
                schema("id", new ColumnType.Int(64), true),
                schema("id", new ColumnType.Int(64), false),
                schema("id", new ColumnType.Int(32), true),
                schema("no", new ColumnType.Int(64), true),
                schema("id", new ColumnType.Timestamp(ColumnType.TimestampUnit.INT96, true), true),
                schema("id", new ColumnType.Timestamp(ColumnType.TimestampUnit.INT96, false), true));

        assertThat(schemas.map(SchemaFingerprint::of)).doesNotHaveDuplicates();
    }

    private static TableSchema schema(String name, ColumnType type, boolean required) {
        return new TableSchema(List.of(new Column(name, type, required)));
    }
}

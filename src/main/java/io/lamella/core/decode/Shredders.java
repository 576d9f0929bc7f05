package io.lamella.core.decode;

import io.lamella.core.decode.InputFormat.Unexpected;
import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import java.util.List;

/// Makes what takes values of a nested type apart.
final class Shredders {
    private final ColumnSource source;
    private final Unexpected extraFields;

    /// @param source of the column; how its values are written holds for all scalars in it
    /// @param extraFields what a key that is no field of a struct means
    Shredders(ColumnSource source, Unexpected extraFields) {
        this.source = source;
        this.extraFields = extraFields;
    }

    Shredder shredder() {
        var column = source.column();
        return of(column.type(), column.required() ? 0 : 1, 0);
    }

    /// @param definition the level of a value that is there
    /// @param repetition how many repeated fields are around it
    private Shredder of(ColumnType type, int definition, int repetition) {
        return switch (type) {
            case ColumnType.Array(ColumnType element) ->
                new ArrayShredder(of(element, definition + 2, repetition + 1), definition, repetition + 1);
            case ColumnType.Map(ColumnType key, ColumnType value) ->
                new MapShredder(
                        scalar(key, definition + 1),
                        of(value, definition + 2, repetition + 1),
                        definition,
                        repetition + 1);
            case ColumnType.Struct(List<ColumnType.Field> fields) ->
                new StructShredder(
                        fields.stream().map(ColumnType.Field::name).toList(),
                        fields.stream()
                                .map(field -> of(field.type(), definition + 1, repetition))
                                .toList(),
                        extraFields,
                        definition);
            default -> scalar(type, definition);
        };
    }

    private ScalarShredder scalar(ColumnType type, int definition) {
        var leaf = new Column(source.column().name(), type, false);
        var written = new ColumnSource(leaf, source.field(), source.position(), source.format());
        return new ScalarShredder(ColumnParsers.scalar(written, true, true), definition);
    }
}

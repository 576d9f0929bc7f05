package io.lamella.entry.wiring.config;

import io.lamella.core.parquet.ColumnSettings;
import io.lamella.core.parquet.Compatibility;
import io.lamella.core.parquet.ValueEncoding;
import io.lamella.core.schema.Column;
import io.lamella.core.schema.LeafColumn;
import java.util.Optional;
import java.util.stream.Stream;

/// `encoding:` and `bloom-filter:` of a column.
final class ColumnSettingsReader {
    private ColumnSettingsReader() {}

    /// Empty where nothing is set.
    ///
    /// @param column empty for one whose type is not known
    static Optional<ColumnSettings> read(Section section, Optional<Column> column, Compatibility readers) {
        var encoding = section.get("encoding").flatMap(value -> encoding(value, column, readers));
        var filter = section.get("bloom-filter").flatMap(value -> BloomFilterReader.read(value, column));
        if (encoding.isEmpty() && filter.isEmpty()) {
            return Optional.empty();
        }
        return column.map(of -> new ColumnSettings(of.name(), encoding.orElse(ValueEncoding.AUTO), filter));
    }

    private static Optional<ValueEncoding> encoding(Value value, Optional<Column> column, Compatibility readers) {
        var encoding = value.oneOf(ValueEncoding.class).filter(word -> word != ValueEncoding.AUTO);
        encoding.ifPresent(word -> column.ifPresent(of -> check(value, word, of, readers)));
        return encoding;
    }

    private static void check(Value value, ValueEncoding encoding, Column column, Compatibility readers) {
        if (!fits(encoding, column)) {
            value.problem("`" + Choice.word(encoding) + "` does not fit the type of this column; write "
                    + fitting(column, readers));
        } else if (!encoding.isReadBy(readers)) {
            value.problem("contradicts `compatibility: strict`, which has values stored plainly or by a dictionary;"
                    + " remove one of the two");
        }
    }

    private static String fitting(Column column, Compatibility readers) {
        var words = Stream.of(ValueEncoding.values())
                .filter(encoding -> fits(encoding, column) && encoding.isReadBy(readers))
                .map(encoding -> "`" + Choice.word(encoding) + "`")
                .toList();
        return String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast();
    }

    /// A nested column is made of several; one that it fits is enough.
    private static boolean fits(ValueEncoding encoding, Column column) {
        return LeafColumn.of(column).stream().anyMatch(leaf -> encoding.fits(leaf.type()));
    }
}

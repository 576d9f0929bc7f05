package io.lamella.core.decode;

import io.lamella.core.decode.InputFormat.Unexpected;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which field goes to which column.
///
/// @param columnsByField the column that takes each field, or -1
/// @param fields how many fields a row must have
/// @param shared columns that show the same field as another: the column, then the other
record CsvHeader(int[] columnsByField, int fields, Map<Integer, Integer> shared) {
    private static final int ABSENT = -1;
    private static final int NAMES_SHOWN = 50;

    /// A header with names, one in each column of row 0 of the block.
    static CsvHeader of(FieldBlock names, List<ColumnSource> sources, Unexpected missing) {
        var header = new ArrayList<String>();
        for (int number = 0; number < names.columns(); number++) {
            long field = names.fields(number)[0];
            header.add(
                    new String(names.data, FieldBlock.start(field), FieldBlock.length(field), StandardCharsets.UTF_8));
        }
        int[] fields = sources.stream()
                .mapToInt(source -> field(header, source, missing))
                .toArray();
        if (!sources.isEmpty() && Arrays.stream(fields).allMatch(field -> field == ABSENT)) {
            throw missing(header, sources.getFirst(), missing);
        }
        return of(fields, header.size());
    }

    /// No header: columns take the field at their position, which is their own where none is given.
    static CsvHeader withoutNames(List<ColumnSource> sources) {
        int[] fields = new int[sources.size()];
        for (int column = 0; column < fields.length; column++) {
            fields[column] = sources.get(column).position().orElse(column);
        }
        return of(fields, Arrays.stream(fields).max().orElse(ABSENT) + 1);
    }

    private static CsvHeader of(int[] fieldsByColumn, int fields) {
        int[] columns = new int[fields];
        Arrays.fill(columns, ABSENT);
        var shared = new LinkedHashMap<Integer, Integer>();
        for (int column = 0; column < fieldsByColumn.length; column++) {
            int field = fieldsByColumn[column];
            if (field == ABSENT) {
                continue;
            }
            if (columns[field] == ABSENT) {
                columns[field] = column;
            } else {
                shared.put(column, columns[field]);
            }
        }
        return new CsvHeader(columns, fields, shared);
    }

    private static int field(List<String> header, ColumnSource source, Unexpected missing) {
        if (source.position().isPresent()) {
            int position = source.position().getAsInt();
            return position < header.size() ? position : absent(header, source, missing);
        }
        int field = header.indexOf(source.field());
        if (field < 0) {
            return absent(header, source, missing);
        }
        if (header.lastIndexOf(source.field()) != field) {
            throw new RefusedException(
                    "duplicate_header",
                    "the column " + source.column().name() + " takes the field " + source.field()
                            + ", but the header has it more than once: " + shown(header)
                            + "; give the column a position instead");
        }
        return field;
    }

    /// A column that may be null may be missing, if missing fields are to be ignored.
    private static int absent(List<String> header, ColumnSource source, Unexpected missing) {
        if (missing == Unexpected.IGNORE && !source.column().required()) {
            return ABSENT;
        }
        throw missing(header, source, missing);
    }

    private static RefusedException missing(List<String> header, ColumnSource source, Unexpected missing) {
        return new RefusedException(
                "missing_column",
                "the column " + source.column().name() + " takes the field " + wanted(source)
                        + ", but the header has only " + shown(header)
                        + otherDelimiter(header).orElseGet(() -> remedy(header, source, missing)));
    }

    private static String remedy(List<String> header, ColumnSource source, Unexpected missing) {
        return suggestion(header, source)
                + (source.column().required() || missing == Unexpected.IGNORE
                        ? ""
                        : "; with missing-fields: ignore in the format of the dataset, the column is null where a header lacks it");
    }

    /// A remedy where a header seems to have been written with another delimiter.
    private static Optional<String> otherDelimiter(List<String> header) {
        return Stream.of(";", "\t", "|", ",")
                .filter(delimiter -> header.size() == 1 && header.getFirst().contains(delimiter))
                .map(delimiter -> delimiter.equals("\t") ? "\\t" : delimiter)
                .map(shown -> "; the header is one field with `" + shown + "` in it: is `delimiter: \"" + shown
                        + "\"` missing in the format of the dataset?")
                .findFirst();
    }

    private static String wanted(ColumnSource source) {
        return source.position().isPresent() ? "number " + (source.position().getAsInt() + 1) : source.field();
    }

    private static String suggestion(List<String> header, ColumnSource source) {
        return source.position().isPresent()
                ? ""
                : Spelling.nearest(source.field(), header)
                        .map(name -> "; did you mean " + name + "?")
                        .orElse("");
    }

    private static String shown(List<String> header) {
        String names = header.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "));
        return header.size() > NAMES_SHOWN ? names + ", … (" + header.size() + " in all)" : names;
    }
}

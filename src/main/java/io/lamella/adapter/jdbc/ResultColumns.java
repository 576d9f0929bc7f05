package io.lamella.adapter.jdbc;

import io.lamella.core.decode.ColumnSource;
import io.lamella.core.decode.ValueFormat;
import io.lamella.core.decode.ValueFormat.BinaryText;
import io.lamella.core.parquet.TypeText;
import io.lamella.core.table.Dataset;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The columns of a result.
final class ResultColumns {
    private final List<ResultColumn> columns;
    private final Database database;

    private ResultColumns(List<ResultColumn> columns, Database database) {
        this.columns = List.copyOf(columns);
        this.database = database;
    }

    static ResultColumns of(ResultSetMetaData result, Database database) throws SQLException {
        var columns = new ArrayList<ResultColumn>();
        for (int i = 1; i <= result.getColumnCount(); i++) {
            columns.add(new ResultColumn(
                    result.getColumnLabel(i), typeName(result, i, database.type(result, i)), database.type(result, i)));
        }
        return new ResultColumns(columns, database);
    }

    private static String typeName(ResultSetMetaData result, int column, SourceType type) throws SQLException {
        var name = result.getColumnTypeName(column);
        return switch (type) {
            case SourceType.Decimal(int precision, int scale) -> name + "(" + precision + "," + scale + ")";
            case SourceType.Bits(int length) -> name + "(" + length + ")";
            case SourceType.Time(int fraction) -> name + "(" + fraction + ")";
            case SourceType.WallClock(int fraction) -> name + "(" + fraction + ")";
            case SourceType.Instant(int fraction) -> name + "(" + fraction + ")";
            default -> name;
        };
    }

    /// A column of a dataset, and where its values are in the result.
    ///
    /// @param number in the result, from 1
    /// @param mayBeZero whether its values may be MySQL's dates that are none
    record Matched(ColumnSource column, int number, FieldText text, boolean mayBeZero) {}

    /// The columns of the dataset, in its order.
    ///
    /// @throws DatabaseException that tells all differences
    List<Matched> matchedTo(Dataset dataset, Query.Reading reading) {
        var problems = new ArrayList<String>();
        var matched = new ArrayList<Matched>();
        for (var column : dataset.columns()) {
            match(column, reading, problems).ifPresent(matched::add);
        }
        var names =
                dataset.columns().stream().map(column -> column.column().name()).toList();
        columns.stream()
                .map(ResultColumn::label)
                .filter(label -> !names.contains(label))
                .map(label -> "column " + label + " of the result is none of the dataset's: leave it out of the query,"
                        + " name it otherwise (AS …), or add it to the dataset")
                .forEach(problems::add);
        if (!problems.isEmpty()) {
            throw new DatabaseException("the result of the query does not have the columns of dataset " + dataset.name()
                    + ":" + problems.stream().map(problem -> "\n  " + problem).collect(Collectors.joining()));
        }
        return matched;
    }

    private Optional<Matched> match(ColumnSource column, Query.Reading reading, List<String> problems) {
        var name = column.column().name();
        var found = columns.stream().filter(there -> there.label().equals(name)).toList();
        if (found.size() != 1) {
            problems.add(
                    found.isEmpty()
                            ? missing(name)
                            : "column " + name + " is in the result " + found.size()
                                    + " times: name the others otherwise (AS …)");
            return Optional.empty();
        }
        var there = found.getFirst();
        var remedy = TypeFit.remedy(there.type(), column);
        remedy.ifPresent(text -> problems.add("column " + name + " is " + there.typeName() + " in the result, which"
                + " does not fit " + TypeText.configured(column.column().type()) + ": " + text));
        return Optional.of(new Matched(
                new ColumnSource(
                        column.column(), name, column.position(), format(column.format(), there.type(), reading)),
                columns.indexOf(there) + 1,
                database.text(there.type()),
                mayBeZero(there.type())));
    }

    private String missing(String name) {
        return columns.stream()
                .map(ResultColumn::label)
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .map(label -> "column " + name + " is called " + label + " in the result: write AS " + name)
                .orElse("column " + name
                        + " is missing in the result: add it to the query, if only as CAST(NULL AS …) AS " + name);
    }

    /// How the values are written, of which only the rounding and perhaps the zone are up to the dataset.
    private static ValueFormat format(ValueFormat configured, SourceType type, Query.Reading reading) {
        ZoneId zone = type instanceof SourceType.WallClock ? reading.zone().orElse(configured.zone()) : ZoneOffset.UTC;
        return new ValueFormat(List.of(), List.of(), zone, configured.rounding(), BinaryText.UTF8);
    }

    private static boolean mayBeZero(SourceType type) {
        return type instanceof SourceType.Date
                || type instanceof SourceType.WallClock
                || type instanceof SourceType.Instant;
    }
}

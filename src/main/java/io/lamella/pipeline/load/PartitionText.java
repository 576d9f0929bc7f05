package io.lamella.pipeline.load;

import io.lamella.core.column.BytesVector;
import io.lamella.core.column.LongVector;
import io.lamella.core.column.ScalarVector;
import io.lamella.core.load.LoadType;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/// Partition values as they stand in paths.
final class PartitionText {
    private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,17}");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private PartitionText() {}

    /// int64, date or text.
    static LoadType typeOf(String text) {
        if (INTEGER.matcher(text).matches()) {
            return new LoadType.Int(Long.SIZE, true);
        }
        return DATE.matcher(text).matches() && date(text).isPresent() ? new LoadType.Date() : new LoadType.Text();
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /// A column that has the same value in every row.
    static ScalarVector repeated(Optional<String> value, LoadType type, int rows) {
        if (type instanceof LoadType.Text) {
            return text(value, rows);
        }
        var vector = new LongVector(rows);
        value.map(text -> number(text, type)).ifPresent(number -> {
            for (int row = 0; row < rows; row++) {
                vector.set(row, number);
            }
        });
        return vector;
    }

    private static long number(String text, LoadType type) {
        return type instanceof LoadType.Date ? date(text).orElseThrow().toEpochDay() : Long.parseLong(text);
    }

    private static BytesVector text(Optional<String> value, int rows) {
        var vector = new BytesVector(rows);
        vector.clear();
        var bytes = value.map(text -> text.getBytes(StandardCharsets.UTF_8));
        for (int row = 0; row < rows; row++) {
            if (bytes.isPresent()) {
                int start = vector.append(row, bytes.get().length);
                System.arraycopy(bytes.get(), 0, vector.data, start, bytes.get().length);
            } else {
                vector.setNull(row);
            }
        }
        return vector;
    }
}

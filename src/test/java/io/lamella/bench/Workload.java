package io.lamella.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/// A kind of file to convert: what its columns are, and its rows, which are the same whenever they are made.
abstract class Workload {
    private static final long SEED = 42;
    private static final int BUFFER = 1 << 20;

    private final String name;
    private final Format format;
    private final List<Column> columns;
    final SplittableRandom random = new SplittableRandom(SEED);
    final StringBuilder text = new StringBuilder(BUFFER + 64 * 1024);

    Workload(String name, Format format, List<Column> columns) {
        this.name = name;
        this.format = format;
        this.columns = List.copyOf(columns);
    }

    enum Format {
        CSV,
        NDJSON;

        /// As `lamella convert --format` takes it; also the extension of files.
        String option() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// @param type as Lamella calls it
    /// @param duckDbType the same for DuckDB
    record Column(String name, String type, String duckDbType) {}

    /// Adds a row to the text, with its line end.
    abstract void row(long number);

    final String name() {
        return name;
    }

    final Format format() {
        return format;
    }

    /// As `lamella convert --columns` takes them.
    final String columns() {
        return columns.stream()
                .map(column -> column.name() + ":" + column.type())
                .collect(Collectors.joining(","));
    }

    /// The types, as Lamella calls them.
    final Map<String, String> columnsByName() {
        var types = new LinkedHashMap<String, String>();
        columns.forEach(column -> types.put(column.name(), column.type()));
        return types;
    }

    /// As DuckDB's `read_csv` and `read_json` take them.
    final String duckDbColumns() {
        return columns.stream()
                .map(column -> "'%s':'%s'".formatted(column.name(), column.duckDbType()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    /// Writes a file of at least so many bytes, unless it is there. To be called once.
    final Path write(Path folder, long bytes) throws IOException {
        var file = folder.resolve("%s-%d.%s".formatted(name, bytes / 1_000_000, format.option()));
        if (!Files.exists(file)) {
            var temporary = file.resolveSibling(file.getFileName() + ".tmp");
            try (var out = Files.newOutputStream(temporary)) {
                write(out, bytes);
            }
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }

    /// Writes files of so many rows each, unless they are there. To be called once.
    final Path writeSmall(Path folder, int files, int rows) throws IOException {
        var all = folder.resolve("%s-%d-files-of-%d-rows".formatted(name, files, rows));
        if (!Files.exists(all)) {
            var temporary = all.resolveSibling(all.getFileName() + ".tmp");
            Files.createDirectories(temporary);
            for (int file = 0; file < files; file++) {
                text.setLength(0);
                header();
                for (int row = 0; row < rows; row++) {
                    row((long) file * rows + row);
                }
                Files.writeString(temporary.resolve("%05d.%s".formatted(file, format.option())), text);
            }
            Files.move(temporary, all);
        }
        return all;
    }

    /// So many rows, below their header. To be called once.
    final String text(int rows) {
        header();
        for (int row = 0; row < rows; row++) {
            row(row);
        }
        return text.toString();
    }

    private void write(OutputStream out, long bytes) throws IOException {
        header();
        long written = 0;
        for (long number = 0; written < bytes; number++) {
            row(number);
            if (text.length() > BUFFER || written + text.length() >= bytes) {
                out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
                written += text.length();
                text.setLength(0);
            }
        }
    }

    private void header() {
        if (format == Format.CSV) {
            text.append(columns.stream().map(Column::name).collect(Collectors.joining(",", "", "\n")));
        }
    }

    /// Appends a number with leading zeros.
    final void digits(int value, int width) {
        var digits = Integer.toString(value);
        text.repeat('0', width - digits.length()).append(digits);
    }

    /// Appends cents as a decimal number.
    final void amount(long cents) {
        text.append(cents / 100).append('.');
        digits((int) (cents % 100), 2);
    }
}

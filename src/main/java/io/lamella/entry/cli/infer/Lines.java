package io.lamella.entry.cli.infer;

import io.lamella.core.decode.ColumnSource;
import io.lamella.core.decode.InputFormat;
import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A file as lines, whatever they hold: CSV of one field, without quotes.
final class Lines {
    static final String UTF_8 = "UTF-8";
    static final List<ColumnSource> COLUMN = List.of(ColumnSource.of(new Column("line", new ColumnType.Text(), false)));

    private Lines() {}

    static InputFormat format(String charset) {
        return FormatText.of("csv")
                .with("delimiter", "\"\\x01\"")
                .with("quote", "none")
                .with("header", "false")
                .with("extra-fields", "ignore")
                .with("charset", charset)
                .format();
    }

    /// The first lines of all files that are not blank.
    static List<String> first(List<SampleFile> files, String charset, long count) throws IOException {
        var lines = new ArrayList<String>();
        for (var file : files) {
            file.first(count)
                    .read(
                            format(charset),
                            COLUMN,
                            row -> row.getFirst()
                                    .filter(line -> !line.isBlank())
                                    .ifPresent(lines::add));
        }
        return lines;
    }

    /// The charset of all files: UTF-8 if it can be, and that of Western Windows else.
    static String charset(List<SampleFile> files) throws IOException {
        for (var charset : List.of(UTF_8, "windows-1252")) {
            long malformed = 0;
            for (var file : files) {
                malformed += file.check(format(charset), COLUMN).rejectedFor("malformed_text");
            }
            if (malformed == 0) {
                return charset;
            }
        }
        return "ISO-8859-1";
    }
}

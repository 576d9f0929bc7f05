package io.lamella.core.parquet;

import io.lamella.core.schema.Column;
import io.lamella.core.schema.TableSchema;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;

/// A short hash of a schema: the same for the same names, types and order, in every version of Lamella.
public final class SchemaFingerprint {
    private SchemaFingerprint() {}

    /// 16 hexadecimal digits.
    public static String of(TableSchema schema) {
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256").digest(text(schema).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// One line a column. The length keeps a name with a line break in it from looking like two columns.
    static String text(TableSchema schema) {
        return schema.columns().stream().map(SchemaFingerprint::line).collect(Collectors.joining("\n"));
    }

    private static String line(Column column) {
        return column.name().length() + ":" + column.name() + " " + TypeText.of(column.type())
                + (column.required() ? " required" : "");
    }
}

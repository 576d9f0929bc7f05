package io.lamella.adapter.jdbc;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Reads the value of a column of the row at hand, as text that loses nothing; bytes as they are.
interface FieldText {
    /// @param column from 1
    byte @Nullable [] read(ResultSet row, int column) throws SQLException;

    /// As the driver writes it.
    static byte @Nullable [] ofString(ResultSet row, int column) throws SQLException {
        var text = row.getString(column);
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    /// As the database sent it.
    static byte @Nullable [] ofBytes(ResultSet row, int column) throws SQLException {
        return row.getBytes(column);
    }
}

package io.lamella.adapter.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Map;

/// What is peculiar to a database: how it is read from, and what its types are.
interface Database {
    /// Where it is, in the words of its driver.
    String url();

    /// What its driver is told.
    Map<String, String> settings();

    /// Sets the time zone to UTC, and begins a read-only transaction that sees one snapshot.
    void prepare(Connection connection) throws SQLException;

    /// Runs a query whose rows are fetched as they are read.
    ///
    /// @param fetchRows rows that are fetched at once
    ResultSet query(Connection connection, String query, int fetchRows) throws SQLException;

    /// @param column from 1
    SourceType type(ResultSetMetaData columns, int column) throws SQLException;

    FieldText text(SourceType type);
}

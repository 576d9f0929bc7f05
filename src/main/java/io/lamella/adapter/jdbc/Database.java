package io.lamella.adapter.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Properties;

/// What is peculiar to a database: how a read-only connection to it is opened, and what its types are.
interface Database {
    /// Opens a connection whose time zone is UTC, with one read-only transaction that sees one snapshot.
    ///
    /// @param access user and password
    Connection connect(Properties access) throws SQLException;

    /// Runs a query whose rows are fetched as they are read.
    ///
    /// @param fetchRows rows that are fetched at once
    ResultSet query(Connection connection, String query, int fetchRows) throws SQLException;

    /// @param column from 1
    SourceType type(ResultSetMetaData columns, int column) throws SQLException;

    FieldText text(SourceType type);
}

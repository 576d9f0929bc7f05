package io.lamella.adapter.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/// How connections begin and end.
final class Connections {
    private static final System.Logger LOG = System.getLogger(Connections.class.getName());

    private Connections() {}

    /// Opens a connection that can be read from.
    ///
    /// @param access user and password
    static Connection open(Database database, Properties access) throws SQLException {
        var properties = new Properties();
        properties.putAll(access);
        properties.putAll(database.settings());
        var connection = DriverManager.getConnection(database.url(), properties);
        try {
            database.prepare(connection);
            return connection;
        } catch (SQLException | RuntimeException e) {
            abort(connection);
            throw e;
        }
    }

    /// Ends a connection whose result has been read.
    static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.DEBUG, "the connection could not be closed", e);
        }
    }

    /// Cuts a connection off. To close it would wait for the rest of a result that nobody wants.
    static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.DEBUG, "the connection could not be cut off", e);
        }
    }
}

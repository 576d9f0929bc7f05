package io.lamella.adapter.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/// How connections end.
final class Connections {
    private static final System.Logger LOG = System.getLogger(Connections.class.getName());

    private Connections() {}

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

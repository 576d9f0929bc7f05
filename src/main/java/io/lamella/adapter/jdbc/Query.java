package io.lamella.adapter.jdbc;

import io.lamella.core.decode.RowSource;
import io.lamella.core.table.Dataset;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Properties;

/// A query of a database, whose result has the columns of a dataset.
///
/// @param url of the database
/// @param access who asks
/// @param text one statement that answers rows
/// @param reading how its rows are read
public record Query(DatabaseUrl url, Access access, String text, Reading reading) {
    /// Who asks a database. Prints itself without the password.
    ///
    /// @param user empty for the one that the driver takes, or the URL names
    /// @param password empty for none
    public record Access(Optional<String> user, Optional<String> password) {
        Properties properties() {
            var properties = new Properties();
            user.ifPresent(name -> properties.setProperty("user", name));
            password.ifPresent(secret -> properties.setProperty("password", secret));
            return properties;
        }

        @Override
        public String toString() {
            return user.orElse("nobody");
        }
    }

    /// @param fetchRows rows that are fetched at once
    /// @param zone where a time without a zone was taken, when its column is a point in time; empty for the zone of the column
    /// @param zeroDates what becomes of MySQL's dates that are none
    public record Reading(int fetchRows, Optional<ZoneId> zone, ZeroDates zeroDates) {}

    /// What becomes of `0000-00-00`.
    public enum ZeroDates {
        /// The row is rejected.
        REJECT,
        /// It is taken for null.
        NULL
    }

    /// Runs the query, and checks its columns.
    ///
    /// @throws DatabaseException if the database cannot be asked, or its columns are not those of the dataset: all differences are told
    public RowSource open(Dataset dataset) {
        var database = url.database();
        var connection = connect(database);
        try {
            var result = database.query(connection, text, reading.fetchRows());
            return rows(database, connection, result, dataset);
        } catch (SQLException e) {
            Connections.abort(connection);
            throw failed("the query failed", e);
        } catch (RuntimeException e) {
            Connections.abort(connection);
            throw e;
        }
    }

    private Connection connect(Database database) {
        try {
            return Connections.open(database, access.properties());
        } catch (SQLException e) {
            throw failed("there is no connection as " + access, e);
        }
    }

    private RowSource rows(Database database, Connection connection, ResultSet result, Dataset dataset)
            throws SQLException {
        var columns = ResultColumns.of(result.getMetaData(), database).matchedTo(dataset, reading);
        return new QueryRows(this, connection, result, columns, dataset);
    }

    DatabaseException failed(String what, SQLException cause) {
        return new DatabaseException(
                url + ": " + what + ": " + DatabaseUrl.masked(String.valueOf(cause.getMessage())), cause);
    }
}

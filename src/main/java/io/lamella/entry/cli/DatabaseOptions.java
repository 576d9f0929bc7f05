package io.lamella.entry.cli;

import io.lamella.adapter.jdbc.DatabaseUrl;
import io.lamella.adapter.jdbc.Query;
import io.lamella.adapter.jdbc.Query.ZeroDates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// Which database is asked, what, and how its answer is read.
final class DatabaseOptions {
    static final String PASSWORD = "LAMELLA_JDBC_PASSWORD";

    private static final int MAX_FETCH_ROWS = 1_000_000;

    @Option(
            names = "--jdbc",
            required = true,
            paramLabel = "URL",
            description =
                    "The database: jdbc:postgresql://host/database, jdbc:mariadb://host/database or jdbc:mysql:….")
    private String url;

    @Option(
            names = "--query",
            required = true,
            paramLabel = "SQL",
            description =
                    "One statement that answers rows, or @FILE that holds it. Run read-only, in a session in UTC.")
    private String query;

    @Option(names = "--user", description = "Who asks. Default: the one that the URL or the driver has.")
    private @Nullable String user;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "A file whose first line is the password. Default: what " + PASSWORD + " holds.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--fetch-size",
            defaultValue = "1000",
            paramLabel = "ROWS",
            description = "Rows that are fetched at once, and so are in memory. Fewer for wide ones. Default: 1000")
    private int fetchRows;

    @Option(
            names = "--time-zone",
            paramLabel = "ZONE",
            description = "The zone of times without one (DATETIME, timestamp without time zone) where the dataset has"
                    + " a point in time, such as Europe/Berlin. Default: the zone of the column in the configuration,"
                    + " which is UTC unless it says another.")
    private @Nullable String zone;

    @Option(
            names = "--zero-dates",
            defaultValue = "reject",
            paramLabel = "reject|null",
            description = "What becomes of MySQL's 0000-00-00: its row is rejected, or it is null. Default: reject")
    private ZeroDates zeroDates;

    Query query(CommandLine command) throws IOException {
        if (fetchRows < 1 || fetchRows > MAX_FETCH_ROWS) {
            throw new ParameterException(
                    command, "--fetch-size must be 1 to " + MAX_FETCH_ROWS + " rows but was " + fetchRows);
        }
        return new Query(
                new DatabaseUrl(url),
                new Query.Access(Optional.ofNullable(user), password()),
                text(command),
                new Query.Reading(fetchRows, zone(command), zeroDates));
    }

    /// The statement, without what may stand behind it.
    private String text(CommandLine command) throws IOException {
        var text = (query.startsWith("@") ? Files.readString(Path.of(query.substring(1))) : query).strip();
        while (text.endsWith(";")) {
            text = text.substring(0, text.length() - 1).strip();
        }
        if (text.isEmpty()) {
            throw new ParameterException(command, "--query must be a statement, but is empty");
        }
        return text;
    }

    private Optional<String> password() throws IOException {
        if (passwordFile == null) {
            return Optional.ofNullable(System.getenv(PASSWORD));
        }
        return Files.readString(passwordFile).lines().findFirst();
    }

    private Optional<ZoneId> zone(CommandLine command) {
        try {
            return Optional.ofNullable(zone).map(ZoneId::of);
        } catch (DateTimeException e) {
            throw new ParameterException(
                    command, "--time-zone must be a zone such as UTC, +02:00 or Europe/Berlin but was " + zone, e);
        }
    }
}

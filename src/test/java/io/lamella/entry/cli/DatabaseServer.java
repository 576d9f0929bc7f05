package io.lamella.entry.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/// A real server, which `src/test/scripts/databases.sh` has started.
enum DatabaseServer {
    POSTGRESQL("LAMELLA_TEST_POSTGRESQL", """
            select i as id, md5(i::text) as customer, (i * 0.01)::numeric(12,2) as price,
            timestamptz '2026-01-01' + i * interval '10 ms' as at, i %% 3 = 0 as paid
            from (select generate_series(1::bigint, %d) as i) numbers
            """),
    MARIADB("LAMELLA_TEST_MARIADB", """
            select cast(seq as signed) as id, md5(seq) as customer, cast(seq * 0.01 as decimal(12,2)) as price,
            timestamp('2026-01-01') + interval seq * 10000 microsecond as at, seq %% 3 = 0 as paid
            from seq_1_to_%d
            """);

    private final String variable;
    private final String many;

    DatabaseServer(String variable, String many) {
        this.variable = variable;
        this.many = many;
    }

    static final String USER = "lamella";
    static final Path PASSWORD_FILE = Path.of(System.getenv().getOrDefault("LAMELLA_TEST_PASSWORD_FILE", "password"));

    String url() {
        return System.getenv(variable);
    }

    /// Asks for so many rows, which the server makes as they are fetched.
    String many(long rows) {
        return many.formatted(rows);
    }

    Connection connect() throws SQLException, IOException {
        var access = new Properties();
        access.setProperty("user", USER);
        access.setProperty("password", Files.readString(PASSWORD_FILE).strip());
        return DriverManager.getConnection(url().replace("jdbc:mysql:", "jdbc:mariadb:"), access);
    }

    void run(String... statements) throws SQLException, IOException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            for (var text : statements) {
                statement.execute(text);
            }
        }
    }
}

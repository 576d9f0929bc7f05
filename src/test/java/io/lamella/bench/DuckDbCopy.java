package io.lamella.bench;

import java.io.File;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/// The peer: DuckDB's own readers and Parquet writer, through its JDBC driver.
final class DuckDbCopy {
    private static final String CODEC = "compression zstd";
    private static final String TUNED = ", compression_level 1, parquet_version v2";

    /// With its defaults, with one thread, and writing as Lamella does.
    static final List<Peer> PEERS = List.of(
            peer("DuckDB", CODEC, 0),
            peer("DuckDB, 1 thread", CODEC, 1),
            peer("DuckDB, level 1 and V2 encodings", CODEC + TUNED, 0),
            peer("DuckDB, level 1 and V2 encodings, 1 thread", CODEC + TUNED, 1));

    private DuckDbCopy() {}

    private static Peer peer(String name, String options, int threads) {
        return new Peer(name, threads == 1, (input, output) -> command(reading(input), output, options, threads));
    }

    /// As DuckDB reads the text.
    static String reading(Input input) {
        var function = switch (input.workload().format()) {
            case CSV -> "read_csv('%s', header = true, columns = %s)";
            case NDJSON -> "read_json('%s', format = 'newline_delimited', columns = %s)";
        };
        return function.formatted(input.file(), input.workload().duckDbColumns());
    }

    /// The command line of such a process.
    ///
    /// @param options more options of `COPY`
    /// @param threads 0 for as many as it likes
    static List<String> command(String source, Path output, String options, int threads) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath(DuckDbCopy.class) + File.pathSeparator + classPath(org.duckdb.DuckDBDriver.class),
                DuckDbCopy.class.getName(),
                source,
                output.toString(),
                options,
                Integer.toString(threads));
    }

    private static String classPath(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .toString();
    }

    /// @param args what to read, as a table function; the file to write; more options of `COPY`; the number of threads or 0
    public static void main(String[] args) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            int threads = Integer.parseInt(args[3]);
            if (threads > 0) {
                statement.execute("set threads = " + threads);
            }
            statement.execute(
                    "copy (select * from %s) to '%s' (format parquet, %s)".formatted(args[0], args[1], args[2]));
        }
    }
}

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/// Runs statements in Spark, on this machine: `java SparkSql.java FILE FOLDER`. They end in `;` at the end of a line. Prints the rows of all
/// answers, a line for each, its cells between `|`. The folder is for what Spark leaves behind.
public class SparkSql {
    public static void main(String[] args) throws Exception {
        var statements = Files.readString(Path.of(args[0])).split(";\\s*(\n|$)");
        try (var spark = SparkSession.builder()
                .master("local[1]")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.warehouse.dir", args[1])
                .getOrCreate()) {
            for (var statement : statements) {
                if (!statement.isBlank()) {
                    spark.sql(statement).collectAsList().forEach(row -> System.out.println(cells(row)));
                }
            }
        }
    }

    private static String cells(Row row) {
        return IntStream.range(0, row.size())
                .mapToObj(column -> String.valueOf(row.get(column)))
                .collect(Collectors.joining("|"));
    }
}

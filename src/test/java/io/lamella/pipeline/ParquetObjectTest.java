package io.lamella.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.adapter.memory.MemoryStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParquetObjectTest {
    private static final int MIN_PART = 2 * 1024 * 1024;

    @TempDir
    private Path folder;

    /// Row groups of what is larger than a part may be copied, and nobody reads them.
    @ParameterizedTest
    @CsvSource({"100000, 209715", "400000, 131072"})
    void readsLessOfFilesThatAreLargerThanAPart(int rows, long received) throws IOException, SQLException {
        var file = folder.resolve("a.parquet");
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute(
                    "copy (select random() as x from range(%d)) to '%s' (format parquet)".formatted(rows, file));
        }
        var meter = new StoreMeter(new MemoryStore(InstantSource.system(), 1_000, MIN_PART));
        var location = new Location("lake", "a.parquet");
        meter.put(location, ByteBuffer.wrap(Files.readAllBytes(file)), Condition.ALWAYS)
                .await()
                .indefinitely();
        var info = meter.head(location).await().indefinitely();
        var before = meter.read();

        var opened = ParquetObject.open(meter, info).await().indefinitely();

        assertThat(opened.footer().rows()).isEqualTo(rows);
        assertThat(info.size() > MIN_PART).isEqualTo(received == 128 * 1024);
        assertThat(meter.read().since(before).bytesReceived()).isEqualTo(received);
    }
}

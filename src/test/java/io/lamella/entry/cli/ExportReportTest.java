package io.lamella.entry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.event.SliceTask;
import io.lamella.core.event.SourceObject;
import io.lamella.core.table.Receipt;
import io.lamella.pipeline.Export;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExportReportTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void onePartitionIsNotMany() {
        assertThat(shown("day=1")).contains("(7 bytes of Parquet, 1 partition)");
        assertThat(shown("day=1", "day=2")).contains("(14 bytes of Parquet, 2 partitions)");
    }

    private static String shown(String... partitions) {
        var receipt = new Receipt(
                SliceTask.whole("orders", new SourceObject("export", "orders/first", "etag", 0)),
                Receipt.Outcome.STAGED,
                "attempt",
                "f",
                Stream.of(partitions)
                        .map(name -> new Receipt.Staged(name, 1, 7, "s"))
                        .toList(),
                List.of(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                9,
                NOON,
                NOON);
        var text = new StringWriter();
        new ExportReport(new Export.Result(receipt, false, 0), false).print(new PrintWriter(text));
        return text.toString();
    }
}

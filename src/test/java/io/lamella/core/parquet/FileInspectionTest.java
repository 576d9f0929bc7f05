package io.lamella.core.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FileInspectionTest {
    private static final List<ColumnData> COLUMNS = List.of(
            new ColumnData(new Column("price", new ColumnType.Decimal(9, 2), false), Arrays.asList(150L, null, -75L)),
            new ColumnData(
                    new Column("name", new ColumnType.Text(), true),
                    List.of("b".getBytes(UTF_8), "a".getBytes(UTF_8), "c".getBytes(UTF_8))));

    @Test
    void tellsStatisticsAsText() {
        var inspection = FileInspection.of(FileInMemory.footer(file()));

        var chunks = inspection.rowGroups().getFirst().chunks();
        assertThat(chunks.getFirst().min()).contains("-0.75");
        assertThat(chunks.getFirst().max()).contains("1.50");
        assertThat(chunks.getFirst().nulls()).contains(1L);
        assertThat(chunks.getLast().min()).contains("a");
        assertThat(chunks.getLast().max()).contains("c");
        assertThat(inspection.createdBy()).startsWith("lamella version ");
    }

    @Test
    void oldFootersAreDeadAndLedgersInUseAreNot() {
        byte[] head = file();
        var append = FileInMemory.append(head);
        var ledger = append.block(new byte[100]);
        var footer = FileInMemory.footer(append.finish(Map.of()));

        long old = FileInMemory.footer(head).footerBytes();
        assertThat(FileInspection.of(FileInMemory.footer(head)).deadBytes()).isZero();
        assertThat(FileInspection.of(footer).deadBytes()).isEqualTo(old + 100);
        assertThat(FileInspection.of(footer, List.of(ledger)).deadBytes()).isEqualTo(old);
    }

    private static byte[] file() {
        return FileInMemory.create(ParquetSample.schema(COLUMNS))
                .rowGroups(ParquetSample.encode(COLUMNS, WriterSettings.DEFAULT, 1, 3))
                .finish(Map.of());
    }
}

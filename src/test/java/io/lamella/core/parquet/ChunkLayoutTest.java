package io.lamella.core.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.core.event.ByteRange;
import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ChunkLayoutTest {
    private static final int ROWS = 3_000;

    private static final List<ColumnData> COLUMNS = List.of(
            new ColumnData(
                    new Column("id", new ColumnType.Int(64), true),
                    LongStream.range(0, ROWS).<Object>mapToObj(id -> id * id).toList()),
            new ColumnData(
                    new Column("country", new ColumnType.Text(), true),
                    IntStream.range(0, ROWS)
                            .<Object>mapToObj(row -> (row % 2 == 0 ? "KR" : "US").getBytes(UTF_8))
                            .toList()));

    private final byte[] file = FileInMemory.create(ParquetSample.schema(COLUMNS))
            .rowGroups(ParquetSample.encode(COLUMNS, new WriterSettings(Codec.ZSTD, 1, 1 << 20, 300, 1 << 20), 1, ROWS))
            .finish(Map.of());

    @Test
    void dictionaryAndDataPagesCoverTheColumn() {
        var footer = FileInMemory.footer(file);

        var chunks = ChunkLayout.of(footer, 0, FileInMemory.pageIndex(file, 0));

        assertThat(chunks.get(1).dictionary()).isPresent();
        for (var chunk : chunks) {
            long next =
                    chunk.dictionary().map(ByteRange::end).orElse(chunk.range().offset());
            long row = 0;
            assertThat(chunk.dataPages()).hasSizeGreaterThan(5);
            for (var page : chunk.dataPages()) {
                assertThat(page.range().offset()).isEqualTo(next);
                assertThat(page.firstRow()).isEqualTo(row);
                next = page.range().end();
                row += page.rows();
            }
            assertThat(next).isEqualTo(chunk.range().end());
            assertThat(row).isEqualTo(ROWS);
        }
        assertThat(chunks.getFirst().range().offset())
                .isEqualTo(footer.rowGroups().getFirst().range().offset());
    }

    @Test
    void tellsNoPagesWithoutTheIndex() {
        assertThat(ChunkLayout.of(FileInMemory.footer(file), 0))
                .allSatisfy(chunk -> assertThat(chunk.dataPages()).isEmpty())
                .allSatisfy(chunk -> assertThat(chunk.offsetIndex()).isPresent());
    }

    @Test
    void pagesOutsideOfTheirColumnAreRefused() {
        var footer = FileInMemory.footer(file);
        var index = FileInMemory.pageIndex(file, 0);
        // The offset indexes of the two columns change places.
        var chunks = ChunkLayout.of(footer, 0);
        var first = chunks.get(0).offsetIndex().orElseThrow();
        var second = chunks.get(1).offsetIndex().orElseThrow();
        long start = footer.rowGroups().getFirst().pageIndex().getFirst().offset();
        byte[] swapped = new byte[index.remaining()];
        index.get(swapped);
        int from = Math.toIntExact(second.offset() - start);
        int to = Math.toIntExact(first.offset() - start);
        System.arraycopy(
                swapped.clone(), from, swapped, to, Math.toIntExact(Math.min(first.length(), second.length())));

        assertThatThrownBy(() -> ChunkLayout.of(footer, 0, ByteBuffer.wrap(swapped)))
                .isInstanceOf(ParquetFormatException.class)
                .hasMessageStartingWith("row group 0, column id");
    }
}

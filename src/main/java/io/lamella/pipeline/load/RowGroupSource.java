package io.lamella.pipeline.load;

import io.lamella.core.event.ByteRange;
import io.lamella.core.parquet.EachColumn;
import io.lamella.core.parquet.Footer;
import io.lamella.core.parquet.ParquetFormatException;
import io.lamella.core.parquet.RowGroupRows;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A row group that is to be loaded.
///
/// @param <T> what is made of its batches
final class RowGroupSource<T> implements OrderedBatches.Source<T> {
    /// Rows of a batch. Its columns then fit into the caches, and what it takes beside its rows does not count.
    static final int BATCH_ROWS = 32 * 1024;

    private static final long MIB = 1024 * 1024;

    private static final EachColumn COLUMNS = new ForkedColumns();

    private final RowGroupFetch fetch;
    private final FilePlan plan;
    private final Footer footer;
    private final int rowGroup;
    private final Map<Integer, ByteRange> chunks = new LinkedHashMap<>();
    private final Function<LoadedBatch, T> maker;
    private final long largest;

    /// @param fetch what the sources of one load have in common
    /// @param largest that there is room for, in bytes
    RowGroupSource(
            RowGroupFetch fetch,
            FilePlan plan,
            Footer footer,
            int rowGroup,
            Function<LoadedBatch, T> maker,
            long largest) {
        this.fetch = fetch;
        this.plan = plan;
        this.footer = footer;
        this.rowGroup = rowGroup;
        this.maker = maker;
        this.largest = largest;
        for (var column : plan.wanted()) {
            for (int i = 0; i < column.shape().leaves(); i++) {
                int leaf = column.shape().leaf() + i;
                chunks.put(leaf, footer.chunk(rowGroup, leaf));
            }
        }
    }

    @Override
    public long bytes() {
        return RowGroupFetch.bytes(chunks);
    }

    @Override
    public Uni<OrderedBatches.Run<T>> fetch() {
        if (bytes() > largest) {
            return Uni.createFrom().failure(tooLarge());
        }
        return fetch.fetch(plan.opened().file().info(), chunks).map(Decoding::new);
    }

    private ParquetFormatException tooLarge() {
        return new ParquetFormatException(
                "%s: row group %d has %d MiB of the columns that are read, and there is room for %d MiB; load fewer columns, or give the JVM more memory (LAMELLA_JAVA_OPTS=-Xmx4g)"
                        .formatted(plan.opened().file().name(), rowGroup, bytes() / MIB, largest / MIB));
    }

    private final class Decoding implements OrderedBatches.Run<T> {
        private final RowGroupFetch.Fetched fetched;
        private final PlannedColumns columns = new PlannedColumns(plan, BATCH_ROWS);
        private Optional<RowGroupRows> rows = Optional.empty();

        Decoding(RowGroupFetch.Fetched fetched) {
            this.fetched = fetched;
        }

        @Override
        public Optional<T> next() {
            try {
                return read();
            } catch (RuntimeException e) {
                if (OpenedFile.isOfTheFile(e)) {
                    throw new ParquetFormatException(plan.opened().file().name() + ": " + e.getMessage(), e);
                }
                throw e;
            }
        }

        private Optional<T> read() {
            var reader = rows.orElseGet(this::open);
            rows = Optional.of(reader);
            int scanned = 0;
            for (int count = reader.next(); count > 0; count = reader.next()) {
                scanned += count;
                if (reader.selected() > 0) {
                    var loaded = plan.selection().loaded(columns.of(reader.columns()));
                    return Optional.of(
                            maker.apply(new LoadedBatch(loaded, reader.places(), reader.selected(), scanned)));
                }
            }
            fetch.release(fetched);
            return Optional.empty();
        }

        private RowGroupRows open() {
            return new RowGroupRows(
                    footer, rowGroup, plan.wanted(), columns.condition(), this::chunk, BATCH_ROWS, COLUMNS);
        }

        private ByteBuffer chunk(int leaf) {
            return Optional.ofNullable(fetched.chunks().get(leaf)).orElseThrow();
        }
    }
}

package io.lamella.pipeline.load;

import io.lamella.core.event.ByteRange;
import io.lamella.core.parquet.ColumnRooms;
import io.lamella.core.parquet.EachColumn;
import io.lamella.core.parquet.Footer;
import io.lamella.core.parquet.ParquetFormatException;
import io.lamella.core.parquet.RowGroupRows;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;

/// A row group that is to be loaded.
///
/// @param <T> what is made of its batches
final class RowGroupSource<T> implements OrderedBatches.Source<T> {
    /// Rows of a batch. Its columns then fit into the caches, and what it takes beside its rows does not count.
    static final int BATCH_ROWS = 32 * 1024;

    private static final long MIB = 1024 * 1024;

    private static final EachColumn COLUMNS = new ForkedColumns();

    private final Shared<T> shared;
    private final FilePlan plan;
    private final Footer footer;
    private final int rowGroup;
    private final Map<Integer, ByteRange> chunks = new LinkedHashMap<>();

    /// What the sources of one load have in common.
    ///
    /// @param largest that there is room for, in bytes
    /// @param idle rooms that were in use
    record Shared<T>(
            RowGroupFetch fetch,
            Function<LoadedBatch, T> maker,
            long largest,
            ConcurrentLinkedDeque<ColumnRooms> idle) {
        Shared(RowGroupFetch fetch, Function<LoadedBatch, T> maker, long largest) {
            this(fetch, maker, largest, new ConcurrentLinkedDeque<>());
        }
    }

    RowGroupSource(Shared<T> shared, FilePlan plan, Footer footer, int rowGroup) {
        this.shared = shared;
        this.plan = plan;
        this.footer = footer;
        this.rowGroup = rowGroup;
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
        if (bytes() > shared.largest()) {
            return Uni.createFrom().failure(tooLarge());
        }
        var file = plan.opened().file();
        return shared.fetch()
                .fetch(file.info(), chunks)
                .onFailure()
                .transform(file::readFailed)
                .map(Decoding::new);
    }

    private ParquetFormatException tooLarge() {
        return new ParquetFormatException(
                "%s: row group %d has %d MiB of the columns that are read, and there is room for %d MiB; load fewer columns, or give the JVM more memory (LAMELLA_JAVA_OPTS=-Xmx4g)"
                        .formatted(plan.opened().file().name(), rowGroup, bytes() / MIB, shared.largest() / MIB));
    }

    /// @param rooms in which the rows are read
    private record Opened(ColumnRooms rooms, RowGroupRows rows) {}

    private final class Decoding implements OrderedBatches.Run<T> {
        private final RowGroupFetch.Fetched fetched;
        private final PlannedColumns columns = new PlannedColumns(plan, BATCH_ROWS);
        private Optional<Opened> opened = Optional.empty();

        Decoding(RowGroupFetch.Fetched fetched) {
            this.fetched = fetched;
        }

        @Override
        public Optional<T> next() {
            try {
                return read();
            } catch (RuntimeException e) {
                if (ParquetFormatException.isOfTheFile(e)) {
                    throw new ParquetFormatException(plan.opened().file().name() + ": " + e.getMessage(), e);
                }
                throw e;
            }
        }

        private Optional<T> read() {
            var open = opened.orElseGet(this::open);
            opened = Optional.of(open);
            var reader = open.rows();
            int scanned = 0;
            for (int count = reader.next(); count > 0; count = reader.next()) {
                scanned += count;
                if (reader.selected() > 0) {
                    var loaded = plan.selection().loaded(columns.of(reader.columns()));
                    return Optional.of(shared.maker()
                            .apply(new LoadedBatch(
                                    plan.opened().file().name(), loaded, reader.places(), reader.selected(), scanned)));
                }
            }
            shared.fetch().release(fetched);
            shared.idle().addLast(open.rooms());
            return Optional.empty();
        }

        private Opened open() {
            var rooms = Optional.ofNullable(shared.idle().pollLast()).orElseGet(ColumnRooms::new);
            return new Opened(
                    rooms,
                    new RowGroupRows(
                            footer,
                            rowGroup,
                            plan.wanted(),
                            columns.condition(),
                            this::chunk,
                            rooms,
                            BATCH_ROWS,
                            COLUMNS));
        }

        private ByteBuffer chunk(int leaf) {
            return Optional.ofNullable(fetched.chunks().get(leaf)).orElseThrow();
        }
    }
}

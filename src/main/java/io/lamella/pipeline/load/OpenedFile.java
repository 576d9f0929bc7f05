package io.lamella.pipeline.load;

import io.lamella.core.event.ByteRange;
import io.lamella.core.parquet.FileColumns;
import io.lamella.core.parquet.Footer;
import io.lamella.core.parquet.ParquetFormatException;
import io.lamella.pipeline.ObjectStore;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.util.List;

/// A file whose footer was read.
///
/// @param footerBytes the end of the file: parsed, a footer takes many times as much memory, so it is parsed again when its turn
///     comes
record OpenedFile(DataFile file, List<FileColumns.Column> columns, long rows, ByteBuffer footerBytes) {
    /// The footer of most files; a longer one takes a second request.
    private static final long TAIL_BYTES = 64 * 1024;

    /// Fails if the file is no Parquet, or changed since it was listed.
    static Uni<OpenedFile> open(ObjectStore store, DataFile file) {
        return readTail(store, file, Math.min(file.info().size(), TAIL_BYTES))
                .chain(tail -> {
                    long needed = Footer.tailBytes(tail);
                    return needed <= tail.remaining()
                            ? Uni.createFrom().item(last(tail, needed))
                            : readTail(store, file, Math.min(file.info().size(), needed));
                })
                .map(tail -> of(file, tail))
                .onFailure(ParquetFormatException::isOfTheFile)
                .transform(failure -> new ParquetFormatException(file.name() + ": " + failure.getMessage(), failure));
    }

    private static OpenedFile of(DataFile file, ByteBuffer tail) {
        var footer = Footer.parse(tail, file.info().size());
        return new OpenedFile(file, FileColumns.of(footer), footer.rows(), tail);
    }

    /// Its own copy, so that no more than the footer is kept.
    private static ByteBuffer last(ByteBuffer tail, long bytes) {
        int length = Math.toIntExact(bytes);
        var copy = ByteBuffer.allocate(length);
        return copy.put(tail.slice(tail.limit() - length, length)).flip();
    }

    private static Uni<ByteBuffer> readTail(ObjectStore store, DataFile file, long bytes) {
        return store.read(
                        file.info().location(),
                        new ByteRange(file.info().size() - bytes, bytes),
                        file.info().etag())
                .onFailure()
                .transform(file::readFailed);
    }

    Footer footer() {
        return Footer.parse(footerBytes, file.info().size());
    }
}

package io.lamella.entry.cli;

import io.lamella.core.decode.Decoders;
import io.lamella.core.decode.RowBatch;
import io.lamella.core.decode.SliceDecoder;
import io.lamella.core.parquet.FileLayout;
import io.lamella.core.parquet.RowGroupEncoder;
import io.lamella.core.parquet.WriterSettings;
import io.lamella.core.schema.Column;
import io.lamella.core.table.Dataset;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The way of one local file to one Parquet file: decoded and encoded on the caller's thread, compressed on another. A row group is written as
/// soon as it is full.
final class FileConversion {
    /// So that what was read is still in the cache when it is copied onto the heap, and then looked at.
    private static final int READ_BYTES = 128 * 1024;

    private static final long PROGRESS_NANOS = 1_000_000_000L;

    private final Dataset dataset;
    private final WriterSettings settings;
    private final Path in;
    private final Path out;
    private final FileLayout layout;
    private final RejectedRows rejected;
    private final long bufferBytes = Runtime.getRuntime().maxMemory() / 2;
    private long readBytes;

    FileConversion(Dataset dataset, WriterSettings settings, Path in, Path out) {
        this.dataset = dataset;
        this.settings = settings.within(bufferBytes);
        this.in = in;
        this.out = out;
        this.layout = FileLayout.create(dataset.decodedSchema());
        this.rejected = new RejectedRows(rejectedOf(in, out));
    }

    /// Where the rejected rows are put: beside the file that is written, or in the working folder if that is a pipe.
    static Path rejectedOf(Path in, Path out) {
        return OutputFile.isPipe(out)
                ? Path.of(in.getFileName() + ".rejected.ndjson")
                : out.resolveSibling(out.getFileName() + ".rejected.ndjson");
    }

    /// Converts the file.
    ///
    /// @param progress takes a line about every second
    ConversionReport run(Consumer<String> progress) throws IOException {
        rejected.forget();
        long start = System.nanoTime();
        try (var source = FileChannel.open(in);
                var target = OutputFile.create(out);
                var decoder = Decoders.open(dataset.format(), dataset.columns());
                var compression = new BackgroundThread("lamella-compression");
                var encoder = new RowGroupEncoder(dataset.decodedSchema(), settings, compression);
                rejected) {
            target.write(layout.start());
            decode(source, decoder, encoder, target, progress);
            endRowGroup(encoder, target);
            target.write(layout.finish(Map.of("lamella.source", in.toString())));
            target.publish();
            return new ConversionReport(
                    layout.rows(),
                    rejected.rows(),
                    layout.rowGroups(),
                    readBytes,
                    decoder.decodedBytes(),
                    layout.position(),
                    (System.nanoTime() - start) / 1e9,
                    rejected.file(),
                    emptyColumns());
        }
    }

    private List<Column> emptyColumns() {
        var names = layout.columnsWithoutValues();
        return dataset.decodedSchema().columns().stream()
                .filter(column -> names.contains(column.name()))
                .toList();
    }

    private void decode(
            FileChannel source,
            SliceDecoder decoder,
            RowGroupEncoder encoder,
            OutputFile target,
            Consumer<String> progress)
            throws IOException {
        long size = source.size();
        var buffer = ByteBuffer.allocate(READ_BYTES);
        long start = System.nanoTime();
        long next = start + PROGRESS_NANOS;
        while (source.read(buffer) >= 0) {
            readBytes += buffer.flip().remaining();
            decoder.offer(buffer);
            drain(decoder, encoder, target);
            buffer.clear();
            long now = System.nanoTime();
            if (now >= next) {
                next = now + PROGRESS_NANOS;
                progress.accept(share(size)
                        + "%,d rows, %.1f MB/s of text"
                                .formatted(
                                        layout.rows() + encoder.rows(), decoder.decodedBytes() * 1e3 / (now - start)));
            }
        }
        decoder.end();
        drain(decoder, encoder, target);
    }

    /// How much of a file was read; a pipe does not tell how much will come.
    private String share(long size) {
        return size == 0 ? "  " : "  %3d %%  ".formatted(100 * readBytes / size);
    }

    private void drain(SliceDecoder decoder, RowGroupEncoder encoder, OutputFile target) throws IOException {
        boolean more = true;
        while (more) {
            more = decoder.advance(batch -> accept(batch, encoder));
            rejected.send();
            if (encoder.encodedBytes() >= dataset.sizes().rowGroup() || encoder.bufferedBytes() > bufferBytes) {
                endRowGroup(encoder, target);
            }
        }
    }

    private void accept(RowBatch batch, RowGroupEncoder encoder) {
        encoder.append(batch.columns(), batch.rows(), 0, batch.accepted());
        batch.rejected().forEach(rejected::add);
    }

    private void endRowGroup(RowGroupEncoder encoder, OutputFile target) throws IOException {
        if (encoder.rows() > 0) {
            target.write(layout.rowGroup(encoder.finish()));
            encoder.reuse();
        }
    }
}

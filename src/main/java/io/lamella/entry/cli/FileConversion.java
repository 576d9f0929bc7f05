package io.lamella.entry.cli;

import io.lamella.core.decode.Decoders;
import io.lamella.core.decode.RowBatch;
import io.lamella.core.decode.SliceDecoder;
import io.lamella.core.parquet.FileLayout;
import io.lamella.core.parquet.RowGroupEncoder;
import io.lamella.core.table.Dataset;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The way of one local file to one Parquet file. A row group is written as soon as it is full.
final class FileConversion {
    private static final int READ_BYTES = 1024 * 1024;
    private static final long PROGRESS_NANOS = 1_000_000_000L;

    private final Dataset dataset;
    private final Path in;
    private final Path out;
    private final FileLayout layout;
    private final RejectedRows rejected;
    private final long bufferBytes = Runtime.getRuntime().maxMemory() / 3;
    private long readBytes;

    FileConversion(Dataset dataset, Path in, Path out) {
        this.dataset = dataset;
        this.in = in;
        this.out = out;
        this.layout = FileLayout.create(dataset.decodedSchema());
        this.rejected = new RejectedRows(out.resolveSibling(out.getFileName() + ".rejected.ndjson"));
    }

    /// Converts the file. `OUT` comes into being at the end; before, it is `OUT.part`, which is removed on failure.
    ///
    /// @param progress takes a line about every second
    ConversionReport run(Consumer<String> progress) throws IOException {
        rejected.forget();
        long start = System.nanoTime();
        var part = out.resolveSibling(out.getFileName() + ".part");
        try (var source = FileChannel.open(in);
                var target = FileChannel.open(
                        part,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING);
                var decoder = Decoders.open(dataset.format(), dataset.columns());
                var encoder = new RowGroupEncoder(dataset.decodedSchema(), dataset.writer());
                rejected) {
            write(target, layout.start());
            decode(source, decoder, encoder, target, progress);
            endRowGroup(encoder, target);
            write(target, layout.finish(Map.of("lamella.source", in.toString())));
            Files.move(part, out, StandardCopyOption.REPLACE_EXISTING);
            return new ConversionReport(
                    layout.rows(),
                    rejected.rows(),
                    layout.rowGroups(),
                    readBytes,
                    decoder.decodedBytes(),
                    layout.position(),
                    (System.nanoTime() - start) / 1e9,
                    rejected.file());
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void decode(
            FileChannel source,
            SliceDecoder decoder,
            RowGroupEncoder encoder,
            FileChannel target,
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
                progress.accept("  %3d %%  %,d rows, %.1f MB/s of text"
                        .formatted(
                                size == 0 ? 100 : 100 * readBytes / size,
                                layout.rows() + encoder.rows(),
                                decoder.decodedBytes() * 1e3 / (now - start)));
            }
        }
        decoder.end();
        drain(decoder, encoder, target);
    }

    private void drain(SliceDecoder decoder, RowGroupEncoder encoder, FileChannel target) throws IOException {
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

    private void endRowGroup(RowGroupEncoder encoder, FileChannel target) throws IOException {
        if (encoder.rows() > 0) {
            write(target, layout.rowGroup(encoder.finish()));
        }
    }

    private static void write(FileChannel target, List<ByteBuffer> buffers) throws IOException {
        for (var buffer : buffers) {
            var bytes = buffer.duplicate();
            while (bytes.hasRemaining()) {
                target.write(bytes);
            }
        }
    }
}

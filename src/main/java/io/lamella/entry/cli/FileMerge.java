package io.lamella.entry.cli;

import io.lamella.core.parquet.FileLayout;
import io.lamella.core.parquet.ParquetFormatException;
import io.lamella.core.parquet.RowGroupInfo;
import io.lamella.core.parquet.RowGroupJoiner;
import io.lamella.core.parquet.RowGroupSize;
import io.lamella.core.parquet.TypeText;
import io.lamella.core.parquet.WriterSettings;
import io.lamella.core.schema.TableSchema;
import io.lamella.core.table.Dataset;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The way of several local Parquet files to one.
final class FileMerge {
    private static final long PROGRESS_NANOS = 1_000_000_000L;

    private final List<Path> files;
    private final TableSchema schema;
    private final Path out;
    private final FileLayout layout;
    private long totalBytes;
    private long readBytes;
    private int copied;

    private FileMerge(List<Path> files, TableSchema schema, Path out) {
        this.files = files;
        this.schema = schema;
        this.out = out;
        this.layout = FileLayout.create(schema);
    }

    /// @param files one at least; the first says what columns there are
    static FileMerge of(List<Path> files, Path out) throws IOException {
        try (var first = OpenFile.open(files.getFirst())) {
            return new FileMerge(files, first.schema(), out);
        }
    }

    /// Merges the files.
    ///
    /// @param progress takes a line about every second
    MergeReport run(Consumer<String> progress) throws IOException {
        long start = System.nanoTime();
        for (var file : files) {
            totalBytes += Files.size(file);
        }
        try (var target = OutputFile.create(out);
                var joiner = new RowGroupJoiner(
                        schema, WriterSettings.DEFAULT, new RowGroupSize(Dataset.Sizes.DEFAULT.rowGroup()), layout)) {
            target.write(layout.start());
            long next = start + PROGRESS_NANOS;
            for (var file : files) {
                add(file, joiner, target);
                if (System.nanoTime() >= next) {
                    next = System.nanoTime() + PROGRESS_NANOS;
                    progress.accept("  %3d %%  %,d of %,d bytes"
                            .formatted(100 * readBytes / totalBytes, readBytes, totalBytes));
                }
            }
            target.write(joiner.end());
            target.write(layout.finish(Map.of()));
            target.publish();
        }
        return new MergeReport(
                files.size(),
                layout.rows(),
                layout.rowGroups(),
                copied,
                totalBytes,
                layout.position(),
                (System.nanoTime() - start) / 1e9);
    }

    private void add(Path path, RowGroupJoiner joiner, OutputFile target) throws IOException {
        try (var file = OpenFile.open(path)) {
            readBytes += file.size();
            add(file, joiner, target);
        }
    }

    private void add(OpenFile file, RowGroupJoiner joiner, OutputFile target) throws IOException {
        try {
            checkColumns(file);
            for (var group : file.footer().rowGroups()) {
                if (joiner.keeps(group)) {
                    copy(file, group, target);
                } else {
                    var content = file.read(group.range());
                    target.write(joiner.add(
                            file.footer(), group.ordinal(), content, pageIndex(file, group), totalBytes - readBytes));
                }
            }
        } catch (ParquetFormatException e) {
            throw new ParquetFormatException(file.path() + ": " + e.getMessage(), e);
        }
    }

    private void checkColumns(OpenFile file) {
        if (!file.schema().equals(schema)) {
            throw new ParquetFormatException("its columns are `" + TypeText.of(file.schema()) + "` but those of "
                    + files.getFirst() + " are `" + TypeText.of(schema) + "`; merge them into files of their own");
        }
    }

    private void copy(OpenFile file, RowGroupInfo group, OutputFile target) throws IOException {
        layout.copied(file.footer(), group.ordinal(), pageIndex(file, group));
        file.transfer(group.range(), target.channel());
        copied++;
    }

    private static ByteBuffer pageIndex(OpenFile file, RowGroupInfo group) throws IOException {
        var index = ByteBuffer.allocate(Math.toIntExact(group.pageIndexBytes()));
        for (var range : group.pageIndex()) {
            index.put(file.read(range));
        }
        return index.flip();
    }
}

package io.lamella.entry.cli;

import io.lamella.core.parquet.FileLayout;
import io.lamella.core.parquet.Footer;
import io.lamella.core.parquet.ParquetFormatException;
import io.lamella.core.parquet.RowGroupInfo;
import io.lamella.core.parquet.RowGroupJoiner;
import io.lamella.core.parquet.RowGroupSize;
import io.lamella.core.parquet.SortColumn;
import io.lamella.core.parquet.TypeText;
import io.lamella.core.parquet.WriterSettings;
import io.lamella.core.schema.TableSchema;
import io.lamella.core.table.Dataset;
import io.lamella.pipeline.load.PartitionKeys;
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
    private final WriterSettings settings;
    private final Path out;
    private final FileLayout layout;
    private long totalBytes;
    private long readBytes;
    private int copied;

    private FileMerge(List<Path> files, TableSchema schema, WriterSettings settings, Path out) {
        this.files = files;
        this.schema = schema;
        this.settings = settings;
        this.out = out;
        this.layout = FileLayout.create(schema);
    }

    /// @param files one at least; the first says what columns there are, and which have Bloom filters
    static FileMerge of(List<Path> files, List<SortColumn> order, Path out) throws IOException {
        try (var first = OpenFile.open(files.getFirst())) {
            var footer = footer(first);
            var columns = columns(first, footer);
            checkOrder(order, columns, first);
            var settings = WriterSettings.DEFAULT.within(Runtime.getRuntime().maxMemory() / 2);
            return new FileMerge(files, columns, settings.withFiltersOf(footer).sortedBy(order), out);
        }
    }

    private static void checkOrder(List<SortColumn> order, TableSchema schema, OpenFile first) {
        for (var by : order) {
            boolean fits = schema.columns().stream()
                    .anyMatch(column -> column.name().equals(by.column()) && SortColumn.fits(column.type()));
            if (!fits) {
                throw new ParquetFormatException(first.name() + ": rows cannot be sorted by `" + by.column()
                        + "`, which must be a column of one value; see `lamella inspect`");
            }
        }
    }

    /// Columns that the names of folders alone have, as in `date=2026-03-01/a.parquet`. They are not in the merged file.
    List<String> leftOut() {
        return files.stream()
                .flatMap(file -> PartitionKeys.of(file.toString()).keySet().stream())
                .distinct()
                .filter(name -> schema.columns().stream()
                        .noneMatch(column -> column.name().equals(name)))
                .toList();
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
                        schema, settings, new RowGroupSize(Dataset.Sizes.DEFAULT.rowGroup()), layout)) {
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
            var footer = footer(file);
            checkColumns(file, footer);
            for (var group : footer.rowGroups()) {
                if (joiner.keeps(group)) {
                    copy(file, footer, group, target);
                } else {
                    target.write(join(file, footer, group, joiner));
                }
            }
        }
    }

    private static Footer footer(OpenFile file) throws IOException {
        try {
            return ParquetFile.footer(file);
        } catch (ParquetFormatException e) {
            throw in(file, e);
        }
    }

    private static TableSchema columns(OpenFile file, Footer footer) {
        return footer.tableSchema()
                .orElseThrow(
                        () -> new ParquetFormatException(
                                file.name()
                                        + ": it has columns of types, or nested ones of a form, that Lamella does not write; see `lamella inspect`"));
    }

    private void checkColumns(OpenFile file, Footer footer) {
        var columns = columns(file, footer);
        if (!columns.equals(schema)) {
            throw new ParquetFormatException(file.name() + ": its columns are `" + TypeText.of(columns)
                    + "` but those of " + files.getFirst() + " are `" + TypeText.of(schema)
                    + "`; merge them into files of their own");
        }
    }

    private List<ByteBuffer> join(OpenFile file, Footer footer, RowGroupInfo group, RowGroupJoiner joiner)
            throws IOException {
        var content = file.read(group.range());
        var index = pageIndex(file, group);
        try {
            return joiner.add(footer, group.ordinal(), content, index, totalBytes - readBytes);
        } catch (ParquetFormatException e) {
            throw in(file, e);
        }
    }

    private static ParquetFormatException in(OpenFile file, ParquetFormatException e) {
        return new ParquetFormatException(file.name() + ": " + e.getMessage(), e);
    }

    private void copy(OpenFile file, Footer footer, RowGroupInfo group, OutputFile target) throws IOException {
        layout.copied(footer, group.ordinal(), pageIndex(file, group));
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

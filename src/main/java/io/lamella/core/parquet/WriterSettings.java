package io.lamella.core.parquet;

import io.lamella.core.schema.LeafColumn;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// How row groups are written.
///
/// @param codec of the pages
/// @param level of the codec, where it has levels: zstd 1 to 19, gzip 1 to 9
/// @param pageBytes a data page is closed when its values reach about this many bytes before compression
/// @param pageRows a data page is closed when it has this many rows
/// @param dictionaryBytes a column gives its dictionary up when it outgrows this; with 0 it begins none
/// @param compatibility which encodings there may be
/// @param columns those for which something is set, each once
/// @param sortBy the columns that the rows of each row group are sorted by, the weightiest first; empty to leave them in their order
public record WriterSettings(
        Codec codec,
        int level,
        int pageBytes,
        int pageRows,
        int dictionaryBytes,
        Compatibility compatibility,
        List<ColumnSettings> columns,
        List<SortColumn> sortBy) {
    public static final WriterSettings DEFAULT = new WriterSettings(Codec.ZSTD, 1, 1024 * 1024, 100_000, 1024 * 1024);

    /// What the open pages of all columns may hold together, so that wide tables take little more memory than narrow ones.
    private static final int OPEN_BYTES = 16 * 1024 * 1024;

    private static final int OPEN_VALUES = 1_000_000;

    /// A row group that may hold less memory has shorter pages.
    private static final long LITTLE_MEMORY = 48 * 1024 * 1024;

    private static final int LITTLE_MEMORY_PAGE_ROWS = 20_000;
    private static final int MIN_PAGE_BYTES = 16 * 1024;
    private static final int MIN_PAGE_ROWS = 1_000;

    public WriterSettings {
        if (pageBytes <= 0) {
            throw new IllegalArgumentException("pageBytes must be positive but was " + pageBytes);
        }
        if (pageRows <= 0) {
            throw new IllegalArgumentException("pageRows must be positive but was " + pageRows);
        }
        if (dictionaryBytes < 0) {
            throw new IllegalArgumentException("dictionaryBytes must not be negative but was " + dictionaryBytes);
        }
        columns = List.copyOf(columns);
        sortBy = List.copyOf(sortBy);
    }

    /// For readers of recent years.
    public WriterSettings(Codec codec, int level, int pageBytes, int pageRows, int dictionaryBytes) {
        this(codec, level, pageBytes, pageRows, dictionaryBytes, Compatibility.STANDARD, List.of(), List.of());
    }

    /// The same, for these readers.
    public WriterSettings with(Compatibility readers) {
        return new WriterSettings(codec, level, pageBytes, pageRows, dictionaryBytes, readers, columns, sortBy);
    }

    /// The same, with these columns.
    public WriterSettings with(List<ColumnSettings> others) {
        return new WriterSettings(codec, level, pageBytes, pageRows, dictionaryBytes, compatibility, others, sortBy);
    }

    /// The same, with the rows of each row group sorted by these columns.
    public WriterSettings sortedBy(List<SortColumn> order) {
        return new WriterSettings(codec, level, pageBytes, pageRows, dictionaryBytes, compatibility, columns, order);
    }

    /// The same, for row groups that are not the last word: without Bloom filters.
    WriterSettings withoutFilters() {
        return with(columns.stream()
                .map(set -> new ColumnSettings(set.column(), set.encoding()))
                .toList());
    }

    /// The same, with Bloom filters for those columns for which the first row group of a file has them.
    public WriterSettings withFiltersOf(Footer file) {
        var leaves = file.tableSchema().map(LeafColumn::of).orElse(List.of());
        var names = leaves.stream().map(leaf -> leaf.path().getFirst()).toList();
        var places = IntStream.range(0, names.size()).boxed().toList();
        return file.rowGroups().isEmpty() ? this : with(KeptFilters.of(file, 0, places, names));
    }

    /// The same, for a row group that may hold so many bytes of memory: with less than 48 MiB, pages of 20,000 rows. Long pages are
    /// read faster; but until one is full, its values are held as they are.
    public WriterSettings within(long bytes) {
        int rows = bytes < LITTLE_MEMORY ? Math.min(pageRows, LITTLE_MEMORY_PAGE_ROWS) : pageRows;
        return new WriterSettings(codec, level, pageBytes, rows, dictionaryBytes, compatibility, columns, sortBy);
    }

    /// The same, with smaller pages where there are many columns: from 17 columns on fewer bytes, from 11 on fewer rows.
    WriterSettings forColumns(int columns) {
        return new WriterSettings(
                codec,
                level,
                Math.min(pageBytes, Math.max(MIN_PAGE_BYTES, OPEN_BYTES / columns)),
                Math.min(pageRows, Math.max(MIN_PAGE_ROWS, OPEN_VALUES / columns)),
                dictionaryBytes,
                compatibility,
                this.columns,
                sortBy);
    }

    /// How the values of a column are to be written: what is set for it, where that fits it and is for these readers.
    ValueEncoding encoding(LeafColumn leaf) {
        return of(leaf).map(ColumnSettings::encoding)
                .filter(encoding -> encoding.fits(leaf.type()) && encoding.isReadBy(compatibility))
                .orElse(ValueEncoding.AUTO);
    }

    /// How the Bloom filters of a column are made; empty if it has none.
    Optional<BloomFilterSettings> bloomFilter(LeafColumn leaf) {
        return of(leaf).flatMap(ColumnSettings::bloomFilter).filter(_ -> BloomFilterSettings.fits(leaf.type()));
    }

    private Optional<ColumnSettings> of(LeafColumn leaf) {
        return columns.stream()
                .filter(set -> set.column().equals(leaf.path().getFirst()))
                .findAny();
    }
}

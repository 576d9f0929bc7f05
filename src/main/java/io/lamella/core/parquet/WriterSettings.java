package io.lamella.core.parquet;

/// How row groups are written.
///
/// @param codec of the pages
/// @param level of the codec, where it has levels: zstd 1 to 19, gzip 1 to 9
/// @param pageBytes a data page is closed when its values reach about this many bytes before compression
/// @param pageRows a data page is closed when it has this many rows
/// @param dictionaryBytes a column gives its dictionary up when it outgrows this
/// @param compatibility which encodings there may be
public record WriterSettings(
        Codec codec, int level, int pageBytes, int pageRows, int dictionaryBytes, Compatibility compatibility) {
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
    }

    /// For readers of recent years.
    public WriterSettings(Codec codec, int level, int pageBytes, int pageRows, int dictionaryBytes) {
        this(codec, level, pageBytes, pageRows, dictionaryBytes, Compatibility.STANDARD);
    }

    /// The same, for these readers.
    public WriterSettings with(Compatibility readers) {
        return new WriterSettings(codec, level, pageBytes, pageRows, dictionaryBytes, readers);
    }

    /// The same, for a row group that may hold so many bytes of memory: with less than 48 MiB, pages of 20,000 rows. Long pages are
    /// read faster; but until one is full, its values are held as they are.
    public WriterSettings within(long bytes) {
        int rows = bytes < LITTLE_MEMORY ? Math.min(pageRows, LITTLE_MEMORY_PAGE_ROWS) : pageRows;
        return new WriterSettings(codec, level, pageBytes, rows, dictionaryBytes, compatibility);
    }

    /// The same, with smaller pages where there are many columns: from 17 columns on fewer bytes, from 11 on fewer rows.
    WriterSettings forColumns(int columns) {
        return new WriterSettings(
                codec,
                level,
                Math.min(pageBytes, Math.max(MIN_PAGE_BYTES, OPEN_BYTES / columns)),
                Math.min(pageRows, Math.max(MIN_PAGE_ROWS, OPEN_VALUES / columns)),
                dictionaryBytes,
                compatibility);
    }
}

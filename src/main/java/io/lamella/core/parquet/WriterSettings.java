package io.lamella.core.parquet;

/// How row groups are written.
///
/// @param codec of the pages
/// @param level of the codec, where it has levels: zstd 1 to 19, gzip 1 to 9
/// @param pageBytes a data page is closed when its values reach about this many bytes before compression
/// @param pageRows a data page is closed when it has this many rows
/// @param dictionaryBytes a column gives its dictionary up when it outgrows this
public record WriterSettings(Codec codec, int level, int pageBytes, int pageRows, int dictionaryBytes) {
    public static final WriterSettings DEFAULT = new WriterSettings(Codec.ZSTD, 1, 1024 * 1024, 20_000, 1024 * 1024);

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
}

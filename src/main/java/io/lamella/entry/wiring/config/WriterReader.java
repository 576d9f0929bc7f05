package io.lamella.entry.wiring.config;

import io.lamella.core.parquet.Compatibility;
import io.lamella.core.parquet.WriterSettings;
import java.util.Optional;

/// `codec:`, `compatibility:`, `dictionary-size:`, `page-size:` and `page-rows:`
final class WriterReader {
    private static final long KIB = 1024;
    private static final long MAX_BYTES = 16 * KIB * KIB;

    /// Pages of fewer rows are little but headers.
    private static final long MIN_PAGE_ROWS = 100;

    private static final long MAX_PAGE_ROWS = 1_000_000;

    private WriterReader() {}

    /// All of it, but for what is set by column.
    static WriterSettings read(Section section) {
        var compatibility = section.get("compatibility")
                .flatMap(value -> value.oneOf(Compatibility.class))
                .orElse(Compatibility.STANDARD);
        var codec = section.get("codec").flatMap(CodecReader::read).orElse(WriterSettings.DEFAULT);
        Optional<Long> dictionary = section.get("dictionary-size").flatMap(value -> value.bytes(0, MAX_BYTES));
        Optional<Long> pageBytes = section.get("page-size").flatMap(value -> value.bytes(4 * KIB, MAX_BYTES));
        Optional<Long> pageRows =
                section.get("page-rows").flatMap(value -> value.wholeNumber(MIN_PAGE_ROWS, MAX_PAGE_ROWS));
        return new WriterSettings(
                        codec.codec(),
                        codec.level(),
                        pageBytes.map(Math::toIntExact).orElse(codec.pageBytes()),
                        pageRows.map(Math::toIntExact).orElse(codec.pageRows()),
                        dictionary.map(Math::toIntExact).orElse(codec.dictionaryBytes()))
                .with(compatibility);
    }
}

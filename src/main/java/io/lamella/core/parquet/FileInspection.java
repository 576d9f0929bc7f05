package io.lamella.core.parquet;

import io.lamella.core.event.ByteRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.Statistics;

/// What there is to see in a Parquet file, told from its footer alone. Sizes are in bytes.
///
/// @param createdBy `""` when the file does not say
/// @param columns every column of the schema, nested ones too, with dots in their names
/// @param deadBytes what neither the magics, the current footer, a live row group, its page index nor its Bloom filters take: old
/// footers and old page indexes, ledgers that were replaced
/// @param keyValues of the footer
public record FileInspection(
        long fileLength,
        long rows,
        String createdBy,
        long footerBytes,
        long deadBytes,
        List<Column> columns,
        List<RowGroup> rowGroups,
        Map<String, String> keyValues) {

    public FileInspection {
        columns = List.copyOf(columns);
        rowGroups = List.copyOf(rowGroups);
    }

    /// @param type as the file has it: physical type, then what the values mean
    /// @param maxDefinition the definition level of a value that is there: how many optional or repeated fields lead to it
    /// @param maxRepetition how many repeated fields lead to it
    public record Column(String name, String type, boolean required, int maxDefinition, int maxRepetition) {}

    /// @param sortedBy the columns that its rows are sorted by, the weightiest first, as `--sort-by` takes those of the table; empty when the file
    ///     does not say
    /// @param chunks one for each column
    public record RowGroup(RowGroupInfo info, List<String> sortedBy, List<Chunk> chunks) {
        public RowGroup {
            sortedBy = List.copyOf(sortedBy);
            chunks = List.copyOf(chunks);
        }
    }

    /// The values of one column in one row group.
    ///
    /// @param values with nulls
    /// @param nulls empty when the file does not say
    /// @param min as text, see [ColumnValues]; empty when the file does not say. May be less than the least value
    /// @param max likewise; may be more than the greatest
    /// @param bloomFilter whether it has one
    /// @param bloomFilterBytes with its header; empty when it has none, or the file does not say
    public record Chunk(
            String column,
            String codec,
            List<String> encodings,
            long values,
            long compressedBytes,
            long uncompressedBytes,
            boolean dictionary,
            Optional<Long> nulls,
            Optional<String> min,
            Optional<String> max,
            boolean bloomFilter,
            Optional<Long> bloomFilterBytes) {
        public Chunk {
            encodings = List.copyOf(encodings);
        }
    }

    public static FileInspection of(Footer footer) {
        return of(footer, List.of());
    }

    /// @param others ranges that are in use for something else, such as ledgers
    public static FileInspection of(Footer footer, List<ByteRange> others) {
        var columns = footer.leaves().stream()
                .map(leaf -> new Column(
                        leaf.name(), type(leaf), leaf.isRequired(), leaf.maxDefinition(), leaf.maxRepetition()))
                .toList();
        var groups = new ArrayList<RowGroup>();
        for (var info : footer.rowGroups()) {
            groups.add(new RowGroup(info, sortedBy(footer, info.ordinal()), chunks(footer, info.ordinal())));
        }
        return new FileInspection(
                footer.fileLength(),
                footer.rows(),
                footer.createdBy(),
                footer.footerBytes(),
                deadBytes(footer, others),
                columns,
                groups,
                footer.keyValues());
    }

    private static String type(Leaf leaf) {
        var physical = leaf.typeLength() > 0
                ? leaf.type() + "(" + leaf.typeLength() + ")"
                : leaf.type().toString();
        return physical
                + Annotation.of(leaf.element()).map(FileInspection::meaning).orElse("");
    }

    private static String meaning(Annotation annotation) {
        return annotation instanceof Annotation.None ? "" : " " + annotation;
    }

    private static List<String> sortedBy(Footer footer, int rowGroup) {
        return Optional.ofNullable(footer.rowGroup(rowGroup).getSorting_columns()).orElse(List.of()).stream()
                .map(sorted -> nameOf(footer, sorted.getColumn_idx())
                        + (sorted.isDescending() ? " desc" : "")
                        + (sorted.isNulls_first() ? " nulls first" : ""))
                .toList();
    }

    /// Files of others may name columns that they do not have.
    private static String nameOf(Footer footer, int column) {
        return column >= 0 && column < footer.leaves().size()
                ? footer.leaves().get(column).name()
                : "column " + column;
    }

    private static List<Chunk> chunks(Footer footer, int rowGroup) {
        var chunks = new ArrayList<Chunk>();
        for (int i = 0; i < footer.leaves().size(); i++) {
            chunks.add(chunk(
                    footer, footer.leaves().get(i), footer.columns(rowGroup).get(i)));
        }
        return chunks;
    }

    private static Chunk chunk(Footer footer, Leaf leaf, ColumnChunk chunk) {
        ColumnMetaData column = Thrift.given(chunk.getMeta_data());
        var statistics = Optional.ofNullable(column.getStatistics());
        var text = new ValueText(leaf);
        return new Chunk(
                leaf.name(),
                Thrift.given(column.getCodec()).toString(),
                Thrift.given(column.getEncodings()).stream()
                        .map(encoding -> Objects.toString(encoding, "unknown"))
                        .toList(),
                column.getNum_values(),
                column.getTotal_compressed_size(),
                column.getTotal_uncompressed_size(),
                column.isSetDictionary_page_offset(),
                statistics.filter(Statistics::isSetNull_count).map(Statistics::getNull_count),
                statistics.filter(Statistics::isSetMin_value).flatMap(s -> text.ofPlain(s.getMin_value())),
                statistics.filter(Statistics::isSetMax_value).flatMap(s -> text.ofPlain(s.getMax_value())),
                column.isSetBloom_filter_offset(),
                ChunkLayout.bloomFilter(footer, column).map(ByteRange::length));
    }

    private static List<ByteRange> bloomFilters(Footer footer) {
        return footer.rowGroups().stream()
                .flatMap(group -> footer.columns(group.ordinal()).stream())
                .flatMap(chunk -> ChunkLayout.bloomFilter(footer, Thrift.given(chunk.getMeta_data())).stream())
                .toList();
    }

    /// What lies between the ranges in use. Ranges may overlap, in files of others.
    private static long deadBytes(Footer footer, List<ByteRange> others) {
        var used = new ArrayList<>(footer.liveRanges());
        used.addAll(others);
        used.addAll(bloomFilters(footer));
        used.add(new ByteRange(0, Integer.BYTES));
        used.add(new ByteRange(footer.fileLength() - footer.footerBytes(), footer.footerBytes()));
        used.sort(Comparator.comparingLong(ByteRange::offset));
        long dead = 0;
        long reached = 0;
        for (var range : used) {
            dead += Math.max(0, range.offset() - reached);
            reached = Math.max(reached, range.end());
        }
        return dead;
    }
}

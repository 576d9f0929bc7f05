package io.lamella.entry.cli.page;

import io.lamella.core.parquet.ChunkLayout.DataPage;
import io.lamella.entry.cli.text.Figures;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// How the things in a file are called where they are pointed at.
record Naming(List<ColumnSummary> columns, long fileBytes) {
    private static final int LONGEST_NAME = 60;

    String column(int column) {
        return Figures.brief(columns.get(column).name(), LONGEST_NAME);
    }

    /// A word or two, for what is large enough to have it written in.
    String label(Extent extent) {
        return switch (extent.kind()) {
            case CHUNK -> column(extent.column());
            case ROW_GROUP -> "row group " + extent.rowGroup();
            default -> extent.kind().title().toLowerCase(Locale.ROOT);
        };
    }

    /// What it is, how long, and where.
    String title(Extent extent) {
        var owner = extent.rowGroup() < 0 ? "" : " of row group " + extent.rowGroup();
        var column = extent.column() < 0 ? "" : ", column " + column(extent.column());
        var name = extent.kind() == Kind.ROW_GROUP
                ? "Row group " + extent.rowGroup()
                : extent.kind().title() + owner + column;
        return name + ": " + place(extent.range().offset(), extent.range().length());
    }

    /// Several that are too small to be seen one by one.
    String title(List<Extent> extents) {
        var counts = new TreeMap<Kind, Long>(
                extents.stream().collect(Collectors.groupingBy(Extent::kind, Collectors.counting())));
        long from = extents.getFirst().range().offset();
        return counts.entrySet().stream()
                        .map(entry -> entry.getValue() + " × "
                                + entry.getKey().title().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "))
                + ": " + place(from, extents.getLast().range().end() - from);
    }

    String title(int page, DataPage data) {
        return "Data page " + page + ", " + Figures.count(data.rows(), "row") + " from row "
                + Figures.number(data.firstRow()) + ": "
                + place(data.range().offset(), data.range().length());
    }

    String place(long offset, long length) {
        return Figures.count(length, "byte") + " from byte " + Figures.number(offset) + ", "
                + Figures.share(length, fileBytes) + " of the file";
    }
}

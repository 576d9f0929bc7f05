package io.lamella.entry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamella.core.parquet.FileInspection;
import io.lamella.core.table.PartMetadata;
import io.lamella.core.table.Snapshot;
import java.util.List;

/// What is in a Parquet file, all of it, for programs.
///
/// @param filters of the columns that have some
/// @param snapshots those to be shown, the present one first
record InspectJson(ParquetFile file, List<FilterSummary> filters, List<Snapshot> snapshots) {
    ObjectNode json() {
        var inspection = file.inspection();
        var json = JsonText.object()
                .put("file", file.file().name())
                .put("bytes", inspection.fileLength())
                .put("rows", inspection.rows())
                .put("createdBy", inspection.createdBy())
                .put("footerBytes", inspection.footerBytes())
                .put("deadBytes", inspection.deadBytes());
        var columns = json.putArray("columns");
        inspection
                .columns()
                .forEach(column -> columns.addObject()
                        .put("name", column.name())
                        .put("type", new ColumnText(column.type()).type())
                        .put("required", column.required())
                        .put("maxDefinition", column.maxDefinition())
                        .put("maxRepetition", column.maxRepetition()));
        var groups = json.putArray("rowGroups");
        inspection.rowGroups().forEach(group -> rowGroup(inspection, group, groups.addObject()));
        filters(json);
        var keyValues = json.putObject("keyValues");
        inspection.keyValues().forEach(keyValues::put);
        file.part().ifPresent(part -> part(part, json.putObject("part")));
        if (!snapshots.isEmpty()) {
            var list = json.putArray("snapshots");
            snapshots.forEach(snapshot -> list.addObject()
                    .put("length", snapshot.length())
                    .put("rows", snapshot.rows())
                    .put("rowGroups", snapshot.rowGroups()));
        }
        return json;
    }

    private void filters(ObjectNode json) {
        if (!filters.isEmpty()) {
            var list = json.putArray("bloomFilters");
            filters.forEach(filter -> {
                var object = list.addObject()
                        .put("name", filter.column())
                        .put("rowGroups", filter.filters())
                        .put("bytes", filter.bytes());
                filter.falsePositives().ifPresent(fraction -> object.put("falsePositives", fraction));
            });
        }
    }

    private static void rowGroup(FileInspection inspection, FileInspection.RowGroup group, ObjectNode json) {
        var info = group.info();
        json.put("rows", info.rows())
                .put("offset", info.range().offset())
                .put("bytes", info.range().length())
                .put("uncompressedBytes", info.uncompressedBytes())
                .put("pageIndexBytes", info.pageIndexBytes());
        group.sortedBy().forEach(json.withArray("sortedBy")::add);
        var chunks = json.putArray("columns");
        for (int i = 0; i < group.chunks().size(); i++) {
            var chunk = group.chunks().get(i);
            var text = new ColumnText(inspection.columns().get(i).type());
            var object = chunks.addObject()
                    .put("name", chunk.column())
                    .put("codec", chunk.codec())
                    .put("bytes", chunk.compressedBytes())
                    .put("uncompressedBytes", chunk.uncompressedBytes())
                    .put("values", chunk.values())
                    .put("bloomFilter", chunk.bloomFilter());
            chunk.encodings().forEach(object.withArray("encodings")::add);
            chunk.bloomFilterBytes().ifPresent(bytes -> object.put("bloomFilterBytes", bytes));
            chunk.nulls().ifPresent(nulls -> object.put("nulls", nulls));
            chunk.min().ifPresent(min -> object.put("min", text.value(min)));
            chunk.max().ifPresent(max -> object.put("max", text.value(max)));
        }
    }

    private void part(PartMetadata part, ObjectNode json) {
        json.put("dataset", part.dataset())
                .put("sealed", part.sealed().isPresent())
                .put("appends", part.appends())
                .put("previousLength", part.previousLength());
        part.sealed().ifPresent(reason -> json.put("sealReason", reason.name()));
        var ledger = json.putArray("ledger");
        file.ledger()
                .forEach(entry -> ledger.addObject()
                        .put("slice", entry.slice().hex())
                        .put("attempt", entry.attempt())
                        .put("source", entry.source().uri())
                        .put("etag", entry.source().etag())
                        .put("offset", entry.range().offset())
                        .put("length", entry.range().length())
                        .put("rows", entry.rows())
                        .put("rejected", entry.rejected()));
    }
}

package io.lamella.bench;

import io.lamella.core.table.Dataset;
import java.nio.charset.StandardCharsets;

/// Events in memory, for the loops that are measured one by one.
///
/// @param dataset says format and columns
/// @param text whole rows, below a header if the format has one
public record EventSample(Dataset dataset, byte[] text) {
    public static EventSample csv(int rows) {
        return of(Workload.Format.CSV, rows);
    }

    public static EventSample ndJson(int rows) {
        return of(Workload.Format.NDJSON, rows);
    }

    private static EventSample of(Workload.Format format, int rows) {
        var dataset = BenchLake.dataset(new EventWorkload(format));
        return new EventSample(dataset, new EventWorkload(format).text(rows).getBytes(StandardCharsets.US_ASCII));
    }
}

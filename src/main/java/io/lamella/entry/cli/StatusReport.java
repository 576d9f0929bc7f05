package io.lamella.entry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamella.core.event.SourceObject;
import io.lamella.pipeline.Location;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/// What became of a source object, as text or as JSON.
///
/// @param source as it is now; empty if it was deleted
/// @param matched whether a dataset has a source that matches it
/// @param slices one for each dataset that it belongs to, or one for each version and dataset
record StatusReport(Location location, Optional<SourceObject> source, boolean matched, List<SliceStatus> slices)
        implements Report {
    StatusReport {
        slices = List.copyOf(slices);
    }

    boolean isGood() {
        return !slices.isEmpty() && slices.stream().allMatch(SliceStatus::isGood);
    }

    @Override
    public void print(PrintWriter out) {
        out.println(location);
        source.ifPresentOrElse(
                now -> out.printf("  %,d bytes, ETag %s%n", now.size(), now.etag()),
                () -> out.println("  is not there (any more); below is what became of its versions, the latest first"));
        if (!matched) {
            out.println();
            out.println(
                    "  No dataset has a source that matches it. Compare its key with `source:` in the configuration.");
        }
        if (matched && slices.isEmpty()) {
            out.println();
            out.println("  No receipt tells of it: no version of it was ever converted.");
        }
        slices.forEach(slice -> print(slice, out));
    }

    private void print(SliceStatus slice, PrintWriter out) {
        out.println();
        out.printf("  dataset      %s%n", slice.task().dataset());
        out.printf("  slice        %s%n", slice.slice());
        var version = slice.task().source();
        var range = slice.task().range();
        if (!slice.task().isWhole()) {
            var ofText = slice.task().compressed().isPresent() ? " of its text" : "";
            out.printf("  bytes        %,d to %,d%s%n", range.offset(), range.end() - 1, ofText);
        }
        if (!source.equals(Optional.of(version))) {
            out.printf("  version      %,d bytes, ETag %s%n", version.size(), version.etag());
        }
        slice.receipt().ifPresentOrElse(receipt -> new SliceReport(slice).print(receipt, out), () -> {
            out.println("  outcome      none yet: this version of the object was not converted");
            out.println("               Is the pipeline running, and did the object land while it was? If it was");
            out.println("               tried and failed, its message is in the dead-letter queue. With a folder,");
            out.println("               `lamella run` takes everything that has no receipt.");
        });
    }

    @Override
    public ObjectNode json() {
        var json = JsonText.object()
                .put("source", location.toString())
                .put("exists", source.isPresent())
                .put("ok", isGood());
        source.ifPresent(now -> json.put("etag", now.etag()).put("size", now.size()));
        var list = json.putArray("datasets");
        slices.forEach(slice -> new SliceReport(slice).writeTo(list.addObject()));
        return json;
    }
}

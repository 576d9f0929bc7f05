package io.lamella.core.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamella.core.event.ByteRange;
import io.lamella.core.event.Compressed;
import io.lamella.core.event.Cut;
import io.lamella.core.event.SliceTask;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// The slices of an object, as they stand in its receipt: what is the same for all of them once, then where each begins. Those of a
/// compressed object stand under a name of their own, so that older versions do not take ranges of its text for ranges of its bytes.
final class SliceList {
    private static final String SLICES = "slices";
    private static final String COMPRESSED_SLICES = "compressedSlices";

    private SliceList() {}

    static void write(List<SliceTask> slices, ObjectNode receipt) {
        var common = slices.stream().flatMap(slice -> slice.cut().stream()).findFirst();
        if (common.isEmpty()) {
            return;
        }
        slices.getFirst().trial().ifPresent(trial -> receipt.put("slicesOfTrial", trial));
        receipt.put("lead", common.get().lead()).put("leadLines", common.get().leadLines());
        var list = receipt.putArray(slices.getFirst().compressed().isPresent() ? COMPRESSED_SLICES : SLICES);
        for (var slice : slices) {
            var json = list.addObject()
                    .put("offset", slice.range().offset())
                    .put("length", slice.range().length())
                    .put("line", slice.cut().map(Cut::line).orElseThrow());
            slice.compressed().ifPresent(compressed -> compressed.writeTo(json));
        }
    }

    /// @param whole the object
    static List<SliceTask> read(SliceTask whole, JsonNode receipt) {
        var lead = receipt.path("lead").asText();
        long leadLines = receipt.path("leadLines").asLong();
        var trial = Optional.ofNullable(receipt.path("slicesOfTrial").textValue());
        var list = receipt.has(COMPRESSED_SLICES) ? COMPRESSED_SLICES : SLICES;
        return StreamSupport.stream(receipt.path(list).spliterator(), false)
                .map(slice -> new SliceTask(
                        whole.dataset(),
                        whole.source(),
                        new ByteRange(
                                slice.path("offset").asLong(),
                                slice.path("length").asLong()),
                        Compressed.readFrom(slice),
                        Optional.of(new Cut(slice.path("line").asLong(), lead, leadLines)),
                        trial))
                .toList();
    }
}

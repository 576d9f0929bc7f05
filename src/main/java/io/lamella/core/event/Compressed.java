package io.lamella.core.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// What a slice of a compressed object must know beside the text that it is made of.
///
/// @param from where decompression begins: in front of the slice, or with it
/// @param bytes of the object that count as the slice's: those of all its slices add up to the object
public record Compressed(RestartPoint from, long bytes) {
    private static final String NAME = "compressed";
    private static final String BYTES = "bytes";

    /// Writes it into a message or a receipt.
    public void writeTo(ObjectNode json) {
        var own = json.putObject(NAME);
        RestartPoints.write(from, own);
        own.put(BYTES, bytes);
    }

    /// Empty if what stands there is not of a compressed object.
    ///
    /// @throws MalformedMessageException if it is not what [#writeTo] writes
    public static Optional<Compressed> readFrom(JsonNode json) {
        return Optional.of(json.path(NAME))
                .filter(JsonNode::isObject)
                .map(own -> new Compressed(RestartPoints.read(own), bytes(own)));
    }

    private static long bytes(JsonNode own) {
        return Json.count(own, BYTES)
                .orElseThrow(() -> new MalformedMessageException(
                        NAME + "." + BYTES + " must be a number of bytes but was " + own.path(BYTES)));
    }
}

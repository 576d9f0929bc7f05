package io.lamella.core.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/// The merge that is under way in a folder, for whoever comes after it to finish. There is one at a time, since it is one object
/// that is only ever written on condition.
///
/// @param state how far it is
/// @param target the name of the file that is written
/// @param sources the versions of files whose rows go there, in this order
/// @param never names of files that must not turn up any more, see [MergeManifest]
public record MergeClaim(State state, String target, List<Source> sources, List<String> never) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// How far a merge is. Nobody goes back.
    public enum State {
        /// The target may be there or not. Nothing was deleted.
        WRITING,
        /// The target is there and was checked. The sources are being deleted.
        REPLACING,
        /// The merge was given up before anything was deleted. If its target turns up, that goes.
        GIVEN_UP
    }

    public record Source(String name, String etag, Instant modified) {}

    public MergeClaim {
        sources = List.copyOf(sources);
        never = List.copyOf(never);
    }

    public MergeClaim replacing() {
        return new MergeClaim(State.REPLACING, target, sources, never);
    }

    public MergeClaim givenUp() {
        var names = new ArrayList<>(never);
        names.add(target);
        return new MergeClaim(State.GIVEN_UP, target, List.of(), names);
    }

    public ByteBuffer toJson() {
        var json = JSON.createObjectNode()
                .put("lamella", 1)
                .put("state", state.name().toLowerCase(Locale.ROOT))
                .put("target", target);
        var files = json.putArray("sources");
        for (var source : sources) {
            files.addObject()
                    .put("name", source.name())
                    .put("etag", source.etag())
                    .put("modified", source.modified().toString());
        }
        never.forEach(json.putArray("never")::add);
        try {
            return ByteBuffer.wrap(JSON.writeValueAsBytes(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @throws IllegalArgumentException if the text is not a claim
    public static MergeClaim fromJson(ByteBuffer text) {
        try {
            return read(JSON.readTree(
                    StandardCharsets.UTF_8.decode(text.duplicate()).toString()));
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("it does not tell of a merge: " + e.getMessage(), e);
        }
    }

    private static MergeClaim read(JsonNode json) {
        var sources = StreamSupport.stream(json.path("sources").spliterator(), false)
                .map(source -> new Source(
                        source.path("name").asText(),
                        source.path("etag").asText(),
                        Instant.parse(source.path("modified").asText())))
                .toList();
        return new MergeClaim(
                State.valueOf(json.path("state").asText().toUpperCase(Locale.ROOT)),
                json.path("target").asText(),
                sources,
                StreamSupport.stream(json.path("never").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList());
    }
}

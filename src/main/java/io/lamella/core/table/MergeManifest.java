package io.lamella.core.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamella.core.event.ByteRange;
import io.lamella.core.parquet.ContentDigest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// What a merged file says of itself: which files it takes the place of, and what their rows come to.
///
/// It lies in front of the footer as gzipped JSON, and the footer's key-values say where.
///
/// @param replaced the files whose rows it holds, all of one folder, which is its own
/// @param never names of merged files whose rows have gone into this one, or that were given up: if one of them turns up,
/// a write that was long under way has come late
/// @param joined places of the row groups that were encoded anew
/// @param digest of the rows of those, made of the files that were read
/// @param copied the row groups that were copied as they are
public record MergeManifest(
        List<Replaced> replaced, List<String> never, List<Integer> joined, ContentDigest digest, List<Copied> copied) {
    private static final String KEY = "lamella.merge.manifest";
    private static final ObjectMapper JSON = new ObjectMapper();

    /// A file that was there before.
    ///
    /// @param name without its folder
    /// @param modified as the listing said; the same bytes put there again are another file
    public record Replaced(String name, String etag, Instant modified, long rows) {}

    /// @param rowGroup its place in the merged file
    /// @param source the name of the file that it came from
    /// @param range the bytes that it had there
    public record Copied(int rowGroup, String source, ByteRange range) {}

    public MergeManifest {
        replaced = List.copyOf(replaced);
        never = List.copyOf(never);
        joined = List.copyOf(joined);
        copied = List.copyOf(copied);
    }

    /// The rows of all files that it takes the place of.
    public long rows() {
        return replaced.stream().mapToLong(Replaced::rows).sum();
    }

    /// What the footer says.
    public static Map<String, String> keyValues(ByteRange place) {
        return Map.of(KEY, place.offset() + "+" + place.length());
    }

    /// Where the manifest of a file lies; empty if it is not the result of a merge, or says so wrongly.
    public static Optional<ByteRange> place(Map<String, String> keyValues) {
        var parts = keyValues.getOrDefault(KEY, "").split("\\+", -1);
        try {
            return parts.length == 2
                    ? Optional.of(new ByteRange(Long.parseLong(parts[0]), Long.parseLong(parts[1])))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Whether the key belongs to one file alone and may not go into another.
    public static boolean isOwn(String key) {
        return key.equals(KEY);
    }

    public ByteBuffer write() {
        var json = JSON.createObjectNode().put("lamella", 1);
        var files = json.putArray("replaced");
        for (var file : replaced) {
            files.addObject()
                    .put("name", file.name())
                    .put("etag", file.etag())
                    .put("modified", file.modified().toString())
                    .put("rows", file.rows());
        }
        never.forEach(json.putArray("never")::add);
        joined.forEach(json.putArray("joined")::add);
        json.put("rows", digest.rows()).put("high", digest.high()).put("low", digest.low());
        digest.nulls().forEach(json.putArray("nulls")::add);
        var groups = json.putArray("copied");
        for (var group : copied) {
            groups.addObject()
                    .put("rowGroup", group.rowGroup())
                    .put("source", group.source())
                    .put("offset", group.range().offset())
                    .put("length", group.range().length());
        }
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(JSON.writeValueAsBytes(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    /// @throws IllegalArgumentException if the block is not what [#write] wrote
    public static MergeManifest read(ByteBuffer block) {
        var bytes = new byte[block.remaining()];
        block.duplicate().get(bytes);
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return read(JSON.readTree(gzip.readAllBytes()));
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("the manifest of the merge is damaged: " + e.getMessage(), e);
        }
    }

    private static MergeManifest read(JsonNode json) {
        var replaced = new ArrayList<Replaced>();
        for (var file : json.path("replaced")) {
            replaced.add(new Replaced(
                    file.path("name").asText(),
                    file.path("etag").asText(),
                    Instant.parse(file.path("modified").asText()),
                    file.path("rows").asLong()));
        }
        var copied = new ArrayList<Copied>();
        for (var group : json.path("copied")) {
            copied.add(new Copied(
                    group.path("rowGroup").asInt(),
                    group.path("source").asText(),
                    new ByteRange(
                            group.path("offset").asLong(), group.path("length").asLong())));
        }
        var digest = new ContentDigest(
                json.path("rows").asLong(),
                all(json.path("nulls")).map(JsonNode::asLong).toList(),
                json.path("high").asLong(),
                json.path("low").asLong());
        return new MergeManifest(
                replaced,
                all(json.path("never")).map(JsonNode::asText).toList(),
                all(json.path("joined")).map(JsonNode::asInt).toList(),
                digest,
                copied);
    }

    private static Stream<JsonNode> all(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}

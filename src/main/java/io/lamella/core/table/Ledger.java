package io.lamella.core.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamella.core.event.ByteRange;
import io.lamella.core.event.SourceObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// A ledger block: one JSON object a line for each slice, gzip around it, so that `tail -c +N | head -c M | zcat` shows it.
/// The checksum of gzip guards it.
public final class Ledger {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Ledger() {}

    public static ByteBuffer write(List<LedgerEntry> entries) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            for (var entry : entries) {
                gzip.write(line(entry).getBytes(StandardCharsets.UTF_8));
                gzip.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    /// @throws IllegalArgumentException if the block is not what [#write] wrote
    public static List<LedgerEntry> read(ByteBuffer block) {
        var bytes = new byte[block.remaining()];
        block.duplicate().get(bytes);
        var entries = new ArrayList<LedgerEntry>();
        try (var lines = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            for (var line : new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                entries.add(entry(JSON.readTree(line)));
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("the ledger block is damaged: " + e.getMessage(), e);
        }
        return entries;
    }

    private static String line(LedgerEntry entry) {
        var json = JSON.createObjectNode()
                .put("slice", entry.slice().hex())
                .put("attempt", entry.attempt())
                .put("bucket", entry.source().bucket())
                .put("key", entry.source().key())
                .put("etag", entry.source().etag())
                .put("size", entry.source().size())
                .put("offset", entry.range().offset())
                .put("length", entry.range().length())
                .put("rows", entry.rows())
                .put("rejected", entry.rejected());
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LedgerEntry entry(JsonNode json) {
        return new LedgerEntry(
                new SliceId(json.path("slice").asText()),
                json.path("attempt").asText(),
                new SourceObject(
                        json.path("bucket").asText(),
                        json.path("key").asText(),
                        json.path("etag").asText(),
                        json.path("size").asLong()),
                new ByteRange(json.path("offset").asLong(), json.path("length").asLong()),
                json.path("rows").asLong(),
                json.path("rejected").asLong());
    }
}

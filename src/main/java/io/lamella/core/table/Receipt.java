package io.lamella.core.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamella.core.event.ByteRange;
import io.lamella.core.event.Compressed;
import io.lamella.core.event.SliceTask;
import io.lamella.core.event.SourceObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/// What became of a slice: written once, and from then on the only attempt that counts is the one it names.
///
/// It is also the answer to "what became of my file?".
///
/// @param attempt the attempt whose staged files count
/// @param configuration the fingerprint of the dataset's configuration at that time
/// @param partitions where its rows were staged; empty unless the outcome is STAGED
/// @param rejected rows that went to quarantine
/// @param quarantine the key of the quarantine file; empty if no row was rejected
/// @param slices what the object was cut into; empty unless the outcome is CUT or PENDING
/// @param reason why the slice ended without rows, or, of a slice that counts only with others, which row was the first to be rejected;
/// empty if there is nothing to say
/// @param judge of an object whose slices count only together: names the message whose worker decided, about this trial or the one before.
/// It is delivered again until all is done that follows. The id of a slice, if the object was accepted, and of a
/// [io.lamella.core.event.VerdictTask] else
/// @param decodedBytes of the slice, decompressed
public record Receipt(
        SliceTask task,
        Outcome outcome,
        String attempt,
        String configuration,
        List<Staged> partitions,
        List<SliceTask> slices,
        long rejected,
        Optional<String> quarantine,
        Optional<String> reason,
        Optional<String> judge,
        long decodedBytes,
        Instant startedAt,
        Instant finishedAt) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public Receipt {
        partitions = List.copyOf(partitions);
        slices = List.copyOf(slices);
    }

    public enum Outcome {
        /// Its rows are staged, or in the table by now.
        STAGED,
        /// The object is too big for one worker: each of its slices has a receipt of its own, or will have.
        CUT,
        /// The object is cut, and its slices count only together: whether they do is not decided yet. Then CUT takes the place of
        /// this, or one of those that end without rows.
        PENDING,
        /// The object as a whole could not be taken. Ends without rows.
        REFUSED,
        /// The object was deleted before it could be read. Ends without rows.
        GONE,
        /// The object was overwritten before it could be read; the new one is another source object. Ends without rows.
        SUPERSEDED;

        /// Whether the rows of the object are taken, by way of this receipt. It is never replaced then.
        public boolean hasRows() {
            return this == STAGED || this == CUT;
        }

        /// Whether there may be rows by way of this receipt, now or later.
        public boolean mayHaveRows() {
            return hasRows() || this == PENDING;
        }
    }

    /// The rows of a slice for one partition.
    ///
    /// @param schema the fingerprint of the schema that they were written with
    public record Staged(String partition, long rows, long bytes, String schema) {}

    /// What takes the place of a PENDING receipt.
    public Receipt judged(Outcome verdict, String by, String fingerprint, Optional<String> why, Instant at) {
        return new Receipt(
                task,
                verdict,
                attempt,
                fingerprint,
                List.of(),
                verdict == Outcome.CUT ? slices : List.of(),
                0,
                Optional.empty(),
                why,
                Optional.of(by),
                0,
                startedAt,
                at);
    }

    /// Whether the slices of a trial at this object count.
    public boolean accepts(String trial) {
        return outcome == Outcome.CUT && attempt.equals(trial);
    }

    /// Whether it is not decided yet if the slices of a trial at this object count.
    public boolean isOpenFor(String trial) {
        return outcome == Outcome.PENDING && attempt.equals(trial);
    }

    /// Whether it was a message's worker who decided about the object.
    ///
    /// @param message the id of its slice, or its own
    public boolean isJudgedBy(String message) {
        return judge.equals(Optional.of(message));
    }

    /// Rows staged, over all partitions.
    public long rows() {
        return partitions.stream().mapToLong(Staged::rows).sum();
    }

    /// Whether this attempt is the one whose staged files count.
    public boolean counts(String otherAttempt) {
        return outcome == Outcome.STAGED && attempt.equals(otherAttempt);
    }

    /// The same, as far as it is about these partitions: a slice may have rows for thousands, and whoever keeps many receipts needs few of them.
    public Receipt about(Set<String> few) {
        return new Receipt(
                task,
                outcome,
                attempt,
                configuration,
                partitions.stream()
                        .filter(staged -> few.contains(staged.partition()))
                        .toList(),
                slices,
                rejected,
                quarantine,
                reason,
                judge,
                decodedBytes,
                startedAt,
                finishedAt);
    }

    /// The staged rows for a partition; empty if there are none.
    public Optional<Staged> in(String partition) {
        return partitions.stream()
                .filter(staged -> staged.partition().equals(partition))
                .findFirst();
    }

    public ByteBuffer toJson() {
        var source = task.source();
        var json = JSON.createObjectNode()
                .put("lamella", 1)
                .put("dataset", task.dataset())
                .put("source", source.uri())
                .put("bucket", source.bucket())
                .put("key", source.key())
                .put("etag", source.etag())
                .put("size", source.size())
                .put("offset", task.range().offset())
                .put("length", task.range().length())
                .put("outcome", outcome.name())
                .put("attempt", attempt)
                .put("configuration", configuration)
                .put("rows", rows())
                .put("rejected", rejected)
                .put("decodedBytes", decodedBytes)
                .put("startedAt", startedAt.toString())
                .put("finishedAt", finishedAt.toString());
        task.compressed().ifPresent(compressed -> compressed.writeTo(json));
        task.trial().ifPresent(trial -> json.put("trial", trial));
        quarantine.ifPresent(key -> json.put("quarantine", key));
        reason.ifPresent(text -> json.put("reason", text));
        judge.ifPresent(message -> json.put("judge", message));
        var list = json.putArray("partitions");
        for (var staged : partitions) {
            list.addObject()
                    .put("partition", staged.partition())
                    .put("rows", staged.rows())
                    .put("bytes", staged.bytes())
                    .put("schema", staged.schema());
        }
        SliceList.write(slices, json);
        try {
            return ByteBuffer.wrap(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @throws IllegalArgumentException if the text is not a receipt
    public static Receipt fromJson(ByteBuffer text) {
        try {
            return read(JSON.readTree(
                    StandardCharsets.UTF_8.decode(text.duplicate()).toString()));
        } catch (IOException e) {
            throw new IllegalArgumentException("the receipt is not JSON: " + e.getMessage(), e);
        }
    }

    private static Optional<String> trial(JsonNode json) {
        return Optional.ofNullable(json.path("trial").textValue());
    }

    private static Receipt read(JsonNode json) {
        var source = new SourceObject(
                json.path("bucket").asText(),
                json.path("key").asText(),
                json.path("etag").asText(),
                json.path("size").asLong());
        var range =
                new ByteRange(json.path("offset").asLong(), json.path("length").asLong());
        var task = new SliceTask(
                json.path("dataset").asText(), source, range, Compressed.readFrom(json), Optional.empty(), trial(json));
        var partitions = new ArrayList<Staged>();
        StreamSupport.stream(json.path("partitions").spliterator(), false)
                .map(staged -> new Staged(
                        staged.path("partition").asText(),
                        staged.path("rows").asLong(),
                        staged.path("bytes").asLong(),
                        staged.path("schema").asText()))
                .forEach(partitions::add);
        return new Receipt(
                task,
                Outcome.valueOf(json.path("outcome").asText()),
                json.path("attempt").asText(),
                json.path("configuration").asText(),
                partitions,
                SliceList.read(task, json),
                json.path("rejected").asLong(),
                Optional.ofNullable(json.path("quarantine").textValue()),
                Optional.ofNullable(json.path("reason").textValue()),
                Optional.ofNullable(json.path("judge").textValue()),
                json.path("decodedBytes").asLong(),
                Instant.parse(json.path("startedAt").asText()),
                Instant.parse(json.path("finishedAt").asText()));
    }
}

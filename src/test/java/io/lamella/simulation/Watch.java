package io.lamella.simulation;

import static io.lamella.simulation.Violation.require;

import io.lamella.adapter.memory.MemoryStore;
import io.lamella.core.event.Messages;
import io.lamella.core.event.SliceTask;
import io.lamella.core.event.SurveyTask;
import io.lamella.core.event.VerdictTask;
import io.lamella.core.table.LakeKeys;
import io.lamella.core.table.LedgerEntry;
import io.lamella.core.table.Receipt;
import io.lamella.core.table.SliceId;
import io.lamella.pipeline.Location;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Sees every write the moment it takes effect, and says which invariant it breaks, if any.
final class Watch {
    private static final Set<Receipt.Outcome> HAVE_ROWS = EnumSet.of(Receipt.Outcome.STAGED, Receipt.Outcome.CUT);

    private final MemoryStore memory;
    private final LakeKeys keys;
    private final Sources sources;
    private final Map<String, Receipt> receipts = new HashMap<>();
    private final Map<String, List<Receipt>> everWritten = new HashMap<>();
    private final KeptSurveys surveys;
    private final KeptParts parts;
    /// Who accepted an object whose slices count only together.
    private final Map<Actor, Receipt> accepted = new HashMap<>();

    private @Nullable Violation violation;

    Watch(MemoryStore memory, LakeKeys keys, Sources sources) {
        this.memory = memory;
        this.keys = keys;
        this.sources = sources;
        this.surveys = new KeptSurveys(keys);
        this.parts = new KeptParts(keys, sources, this::requireCounts);
    }

    Optional<Violation> violation() {
        return Optional.ofNullable(violation);
    }

    void report(Violation found) {
        if (violation == null) {
            violation = found;
        }
    }

    void written(Actor who, Location target) {
        try {
            if (target.key().startsWith(keys.table(Sources.DATASET))) {
                parts.written(target, content(target));
            } else if (target.key().startsWith(keys.receipts(Sources.DATASET))) {
                receiptWritten(who, target);
            } else {
                surveys.written(target, content(target));
            }
        } catch (Violation found) {
            report(new Violation(who.name() + " wrote " + target.key() + ": " + found.getMessage()));
        } catch (RuntimeException broken) {
            report(new Violation(who.name() + " wrote " + target.key() + ", which cannot be read: " + broken));
        }
    }

    private ByteBuffer content(Location location) {
        return memory.get(location).await().indefinitely().bytes();
    }

    /// Rows of a slice were published.
    private void requireCounts(LedgerEntry entry) {
        var receipt = receipts.get(keys.receipt(Sources.DATASET, entry.slice()));
        require(
                receipt != null && receipt.counts(entry.attempt()),
                "I3: attempt " + entry.attempt() + " of slice " + entry.slice() + " does not count");
        var task = sources.of(entry.slice()).orElseThrow().task();
        require(isAccepted(task), "I9: the object of slice " + entry.slice() + " is not accepted as a whole");
    }

    private void receiptWritten(Actor who, Location target) {
        var receipt = Receipt.fromJson(content(target));
        var before = receipts.put(target.key(), receipt);
        everWritten.computeIfAbsent(target.key(), key -> new ArrayList<>()).add(receipt);
        require(
                before == null || !HAVE_ROWS.contains(before.outcome()) || before.equals(receipt),
                "I3: a receipt that counts was replaced");
        if (before != null && before.outcome() == Receipt.Outcome.PENDING && !before.equals(receipt)) {
            decided(who, before, receipt);
        } else if (!receipt.slices().isEmpty()) {
            sources.cut(sources.of(SliceId.of(receipt.task())).orElseThrow(), receipt.slices());
        }
    }

    /// An object was judged whose slices count only together.
    private void decided(Actor who, Receipt pending, Receipt verdict) {
        require(verdict.attempt().equals(pending.attempt()), "I9: an object was tried again before it was judged");
        if (verdict.outcome() == Receipt.Outcome.CUT) {
            require(
                    pending.slices().stream()
                            .allMatch(slice -> receipt(SliceId.of(slice))
                                    .filter(there -> there.outcome() == Receipt.Outcome.STAGED)
                                    .isPresent()),
                    "I9: an object was accepted, and not all of its slices");
            accepted.put(who, verdict);
        }
    }

    private boolean isAccepted(SliceTask slice) {
        return slice.trial()
                .map(trial -> receipt(SliceId.of(slice.whole()))
                        .filter(object -> object.accepts(trial))
                        .isPresent())
                .orElse(true);
    }

    /// Whether the trial of a slice is over and came to nothing.
    private boolean isDead(SliceTask slice) {
        return slice.trial()
                .map(trial -> receipt(SliceId.of(slice.whole()))
                        .filter(object -> object.accepts(trial) || object.isOpenFor(trial))
                        .isEmpty())
                .orElse(false);
    }

    private Optional<Receipt> receipt(SliceId slice) {
        return Optional.ofNullable(receipts.get(keys.receipt(Sources.DATASET, slice)));
    }

    /// An object is about to be deleted.
    void deleted(Actor who, Location location) {
        try {
            if (isThere(location)) {
                deleted(location.key());
            }
        } catch (Violation found) {
            report(new Violation(who.name() + " deletes " + location.key() + ": " + found.getMessage()));
        }
    }

    private boolean isThere(Location location) {
        return memory.head(location)
                .map(info -> true)
                .onFailure()
                .recoverWithItem(false)
                .await()
                .indefinitely();
    }

    private void deleted(String key) {
        if (key.startsWith(keys.surveys(Sources.DATASET))) {
            surveys.deleted(key);
            require(
                    sources.all().stream()
                            .filter(version -> key.contains(version.slice().hex()))
                            .allMatch(version -> receipt(version).isPresent()),
                    "no receipt says what became of the object that was surveyed");
            return;
        }
        var path = keys.stagedPartition(Sources.DATASET, key);
        var staged = keys.stagedName(Sources.DATASET, path, key);
        var quarantined = keys.quarantineName(Sources.DATASET, key);
        require(staged.isPresent() || quarantined.isPresent(), "nobody may delete this");
        var name = staged.or(() -> quarantined).orElseThrow();
        var receipt = receipts.get(keys.receipt(Sources.DATASET, name.slice()));
        require(receipt != null, "I5: no receipt has settled which attempt counts");
        if (receipt.counts(name.attempt()) && !isDead(receipt.task())) {
            require(
                    staged.isPresent() && parts.isPublished(path, name.slice()),
                    "I5: its attempt counts and its slice is in no ledger");
        }
    }

    /// A message about a version, or a slice of it, was handled and is about to be removed. That goes by any receipt that the
    /// slice ever had: one without rows may be replaced while whoever found it is asleep, and whoever replaces it has a message
    /// of its own to answer for.
    ///
    /// @param sent the messages that the actor sent
    void acknowledged(Actor who, Sources.Version version, Set<String> sent) {
        if (version.task().trial().isPresent() && isDone(who, version, sent)) {
            return;
        }
        var written = everWritten.getOrDefault(keys.receipt(Sources.DATASET, version.slice()), List.of());
        if (written.stream().anyMatch(receipt -> isHandedOn(version, receipt, sent))
                || surveys.areRequested(version, sent)) {
            return;
        }
        report(new Violation(who.name() + " acknowledges " + version.key() + ": I6: "
                + (written.isEmpty()
                        ? "the slice has no receipt"
                        : "merges were not requested for " + written.getLast().partitions())));
    }

    /// A message about a slice that counts only with others was handled. Who judges last is seen in the end; who accepted the
    /// object must have asked for its merges. A worker may acknowledge one copy of the message while it handles another, so of
    /// workers that is not asked.
    private boolean isDone(Actor who, Sources.Version slice, Set<String> sent) {
        var mine = Optional.ofNullable(accepted.get(who))
                .filter(object ->
                        object.isJudgedBy(slice.slice().hex()) && !who.name().startsWith("worker-"));
        return receipt(slice.slice()).isPresent()
                && mine.stream()
                        .flatMap(object -> object.slices().stream())
                        .flatMap(other -> receipt(SliceId.of(other)).stream())
                        .allMatch(other -> areRequested(other, sent));
    }

    /// Who deletes the surveys has sent the slices before.
    private boolean isHandedOn(Sources.Version version, Receipt receipt, Set<String> sent) {
        boolean sentBefore = receipt.outcome() == Receipt.Outcome.CUT && surveys.areForgotten(version, this::isThere);
        return areRequested(receipt, sent)
                && (sentBefore
                        || receipt.slices().stream()
                                .allMatch(slice -> sent.contains(Messages.write(slice))
                                        || everWritten.containsKey(keys.receipt(Sources.DATASET, SliceId.of(slice)))));
    }

    /// A stretch was surveyed, or the survey of a compressed object handed on, and the message about it is about to be removed.
    ///
    /// @param sent the messages that the actor sent
    void surveyed(Actor who, SurveyTask task, Set<String> sent) {
        var whole = SliceId.of(task.rows().whole());
        boolean handedOn = surveys.isBegun(task) && sent.contains(Messages.write(task));
        if (!handedOn && !surveys.contains(task) && !receipts.containsKey(keys.receipt(Sources.DATASET, whole))) {
            report(new Violation(who.name() + " acknowledges a survey that it did not keep: " + task));
        }
    }

    /// A message about the end of a trial was handled and is about to be removed. If the receipt names it, nobody else has the object
    /// tried again.
    ///
    /// @param sent the messages that the actor sent
    void ended(Actor who, VerdictTask verdict, Set<String> sent) {
        var object = receipt(SliceId.of(verdict.whole())).orElseThrow();
        boolean open = object.isOpenFor(verdict.trial());
        if (open || object.isJudgedBy(verdict.id()) && !sent.contains(Messages.write(verdict.whole()))) {
            report(new Violation(who.name() + " acknowledges a verdict and did not see to what follows: " + verdict));
        }
    }

    private static boolean areRequested(Receipt receipt, Set<String> requested) {
        return receipt.partitions().stream()
                .allMatch(
                        staged -> requested.stream().anyMatch(body -> body.contains("\"" + staged.partition() + "\"")));
    }

    /// Whether the receipt of the slice names the attempt.
    boolean counts(LakeKeys.AttemptName name) {
        var receipt = receipts.get(keys.receipt(Sources.DATASET, name.slice()));
        return receipt != null && receipt.counts(name.attempt()) && isAccepted(receipt.task());
    }

    Optional<Receipt> receipt(Sources.Version version) {
        return receipt(version.slice());
    }
}

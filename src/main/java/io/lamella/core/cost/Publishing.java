package io.lamella.core.cost;

import io.lamella.core.parquet.RowGroupSize;
import io.lamella.core.table.Dataset;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/// What it takes to publish to one partition, commit by commit, while its parts grow.
///
/// The same steps as those of the compactor, in numbers: a look lists what is staged and the parts, reads the receipts, and opens
/// the head; a commit opens the staged files and writes the head with them. Sizes are those of S3: what is at most 5 MiB is one put;
/// of a longer head, ranges of 128 MiB are copied; a file is opened by its last 512 KiB, and one of more than 5 MiB by its last 128.
final class Publishing {
    static final double MIB = 1024 * 1024;
    static final double PART = 5 * MIB;
    private static final double COPY = 128 * MIB;
    private static final double TAIL = 512 * 1024;
    private static final double TAIL_OF_LONG = 128 * 1024;
    private static final int LISTED_AT_ONCE = 1_000;
    private static final int BLOCKS_OF_LEDGER = 15;

    /// Parts before the head are opened as well if they were written not longer than this before the oldest staged file.
    private static final double LEDGER_MARGIN = Duration.ofHours(1).toSeconds();

    private final Rounds rounds;
    private final Deployment deployment;
    private final double files;
    private final double bytes;
    private Requests requests = Requests.NONE;
    private double copiedBytes;
    private double joinedBytes;
    private double replacedBytes;
    private double writtenBytes;

    /// Parts before the head, as far as they are still opened.
    private final Deque<Earlier> earlier = new ArrayDeque<>();

    private long round;
    private long headRound;
    private boolean sealed = true;
    private double head;
    private int appends;

    /// @param round in which it was sealed
    private record Earlier(long round, double ledgerReads) {}

    private Publishing(Rounds rounds, Deployment deployment) {
        this.rounds = rounds;
        this.deployment = deployment;
        this.files = rounds.files() / rounds.commits();
        this.bytes = rounds.bytes() / rounds.commits();
        while (round < rounds.count()) {
            publish();
            round++;
        }
    }

    static Publishing of(Rounds rounds, Deployment deployment) {
        return new Publishing(rounds, deployment);
    }

    Requests requests() {
        return requests;
    }

    /// Copied by S3 itself.
    double copiedBytes() {
        return copiedBytes;
    }

    /// Of row groups that were read and encoded anew.
    double joinedBytes() {
        return joinedBytes;
    }

    /// Of heads that were replaced by longer ones.
    double replacedBytes() {
        return replacedBytes;
    }

    /// Of all objects that commits made, whether copied or sent.
    double writtenBytes() {
        return writtenBytes;
    }

    private void publish() {
        double early = rounds.messages() - 1;
        // The files that such a message finds are half of them on average.
        requests = requests.plus(look(rounds.files() / 2, rounds.files() / 2).times(early));
        for (long commit = 0; commit < rounds.commits(); commit++) {
            double pending = rounds.files() - commit * files;
            requests = requests.plus(look(pending, commit == 0 ? pending : 0)).plus(commit());
        }
        requests = requests.plus(look(0, 0));
    }

    /// @param receipts that were not read before in the same round
    private Requests look(double pending, double receipts) {
        double lists = Math.max(1, Math.ceil(pending / LISTED_AT_ONCE)) + 1;
        return new Requests(lists, receipts + (head > 0 ? 1 + ledgerReads() : 0) + (pending > 0 ? earlierParts() : 0));
    }

    private double earlierParts() {
        while (!earlier.isEmpty() && (round - 1 - earlier.getFirst().round()) * rounds.seconds() >= LEDGER_MARGIN) {
            earlier.removeFirst();
        }
        return earlier.stream().mapToDouble(part -> 1 + part.ledgerReads()).sum();
    }

    /// One block of the ledger comes with each commit, all 15 commits they become one; those before the tail are read one by one.
    private double ledgerReads() {
        int blocks = (appends - 1) % BLOCKS_OF_LEDGER + 1;
        return Math.max(0, blocks - 1 - Math.floor((head > PART ? TAIL_OF_LONG : TAIL) / bytes));
    }

    private Requests commit() {
        if (sealed) {
            beginPart();
        }
        double fileBytes = bytes / files;
        var rowGroup = new RowGroupSize(deployment.sizes().rowGroup());
        double full = rowGroup.fullOf((long) fileBytes);
        double joined = Math.max(0, fileBytes - full * rowGroup.bytes());
        boolean readAlone = joined > 0 && fileBytes > TAIL;
        // The first is opened twice: once for its schema.
        double gets = files * (readAlone ? 2 : 1) + 1;
        var all = write(files * full, joined * files).plus(new Requests(0, gets));
        joinedBytes += joined * files;
        replacedBytes += head;
        head += bytes;
        writtenBytes += head;
        appends++;
        headRound = round;
        sealed = isSealed();
        return all;
    }

    private void beginPart() {
        if (head > 0) {
            earlier.add(new Earlier(headRound, ledgerReads()));
        }
        head = 0;
        appends = 0;
    }

    private boolean isSealed() {
        return deployment.append() == Dataset.AppendMode.NEVER
                || head >= deployment.sizes().sealedFrom()
                || appends >= deployment.sizes().maxRowGroups();
    }

    /// @param rowGroups that are copied from staged files
    /// @param joined bytes that are sent
    private Requests write(double rowGroups, double joined) {
        double read = head > 0 && head <= PART ? 1 : 0;
        boolean copiesHead = head > PART;
        double sent = joined + (copiesHead ? 0 : head);
        if (!copiesHead && rowGroups == 0 && sent <= PART) {
            return new Requests(1, read);
        }
        // What is to be copied behind a small head is preceded by a part of its own, filled up from the copy.
        boolean fills = rowGroups > 0 && head > 0 && !copiesHead;
        double copies = rowGroups + (copiesHead ? Math.ceil(head / COPY) : 0);
        double parts = Math.max(1, Math.ceil(sent / PART)) + (fills ? 1 : 0);
        copiedBytes += bytes - joined + (copiesHead ? head : 0);
        return new Requests(2 + copies + parts, read + (fills ? 1 : 0));
    }
}

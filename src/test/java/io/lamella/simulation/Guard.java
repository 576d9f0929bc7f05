package io.lamella.simulation;

import java.util.List;

/// What the pipeline does to keep an invariant, and how it would look without: edits of its source, which only tests ever make.
enum Guard {
    I1_LEDGER_COMMITS_WITH_THE_ROWS(
            "the footer names the ledger block of its rows",
            new Edit("pipeline/PartWriter.java", "ledger.add(layout.block(block));", "layout.block(block);")),
    I2_COMMIT_IS_CONDITIONAL(
            "a commit is made only to the head that it was planned from",
            new Edit(
                    "pipeline/PartWriter.java",
                    "return new PartWriter(head, unchanged,",
                    "return new PartWriter(head, Condition.ALWAYS,")),
    I2_PART_FOLLOWS_A_SEALED_ONE(
            "the footer says whether a part is sealed, and not whoever looks at it",
            new Edit("pipeline/Compact.java", "var open = view.head().filter(head -> !head.isSealed());", """
                    var open = view.head().filter(head -> planner.seal(new CommitPlanner.Head(
                                    head.length(), head.file().footer().rowGroups().size(), head.metadata().deadBytes()))
                            .isEmpty());
                    """),
            new Edit(
                    "pipeline/Compact.java",
                    ".map(head -> head.isSealed() ? head.number() + 1 : head.number())",
                    ".map(head -> open.isEmpty() ? head.number() + 1 : head.number())")),
    I2_SETTLING_IS_CONDITIONAL(
            1_500,
            "a part is rewritten only if nobody changed it meanwhile",
            new Edit(
                    "pipeline/PartWriter.java",
                    "new Condition.IfMatch(old.file().info().etag());",
                    "Condition.ALWAYS;")),
    I3_RECEIPT_IS_WRITTEN_ONCE(
            "a receipt is written only where there is none",
            new Edit("pipeline/Receipts.java", ".orElse(Condition.IF_ABSENT);", ".orElse(Condition.ALWAYS);")),
    I3_LINE_ENDS_IN_QUOTES_ARE_NO_CUTS(
            14,
            "an object is cut where rows begin",
            new Edit(
                    "core/decode/CsvSurveyor.java",
                    "rowStart == Survey.NONE && isOutside(at)",
                    "rowStart == Survey.NONE || isOutside(at) && rowStart < 0")),
    I3_ONE_ATTEMPT_COUNTS(
            "only staged files of the attempt that the receipt names are merged",
            new Edit("core/table/Receipt.java", "&& attempt.equals(otherAttempt);", ";")),
    I4_LEDGER_IS_ASKED(
            "a slice that is in a ledger is not added again",
            new Edit(
                    "pipeline/PartitionView.java",
                    "if (held.contains(file.slice()))",
                    "if (held.isEmpty() && held.contains(file.slice()))")),
    I4_SEALED_PARTS_ARE_ASKED(
            100,
            "the ledgers of older parts count too",
            new Edit(
                    "pipeline/PartitionView.java",
                    "part.equals(last) || !part.info().lastModified().isBefore(since)",
                    "part.equals(last)")),
    I4_MARGIN(
            780,
            "parts are asked that are older than the staged file by up to an hour",
            new Edit("pipeline/PartitionView.java", "oldest.minus(LEDGER_MARGIN)", "oldest")),
    I5_STAGED_UNTIL_PUBLISHED(
            "staged files are deleted after the commit",
            new Edit("pipeline/Compact.java", ".chain(() -> addAll(writer, taken))", """
                    .chain(() -> addAll(writer, taken))
                    .chain(() -> lake.store().delete(taken.stream().map(file -> file.info().location()).toList()))
                    """)),
    I5_UNCLAIMED_IS_KEPT(
            "the sweeper keeps staged files without a receipt",
            new Edit("pipeline/Sweep.java", ".orElse(Fate.OPEN)", ".orElse(Fate.LOST)")),
    I5_LEFTOVERS_GO(
            29,
            "the sweeper removes what an attempt left that can no longer be named; it once did not",
            new Edit("pipeline/Sweep.java", "|| isOlder(info, ATTEMPT_OVER)", "")),
    I5_OLD_QUARANTINE_HAS_ITS_TURN(
            727,
            "the sweeper finds what lost in quarantine however old it is; it once did not",
            new Edit("pipeline/Sweep.java", "|| hasItsTurn(info)", "")),
    I6_MERGE_IS_REQUESTED_FIRST(
            "a message is acknowledged after its merge requests are sent",
            new Edit(
                    "pipeline/Ingest.java",
                    ".call(this::requestMerges)",
                    ".invoke(receipt -> receipt.partitions().forEach(staged -> {}))")),
    I6_SLICES_ARE_SENT_FIRST(
            "the message of the last survey is acknowledged after the slices are sent",
            new Edit("pipeline/FanOut.java", "? sendSlices(receipt.slices())", "? Uni.createFrom().voidItem()")),
    I6_SURVEY_IS_HANDED_ON(
            85,
            "whoever leaves the rest of a survey to others asks for it first",
            new Edit(
                    "pipeline/FanOut.java",
                    "return send(List.of(Messages.write(task))).replaceWith(Optional.empty());",
                    "return Uni.createFrom().item(Optional.empty());")),
    I6_SURVEY_NEVER_GOES_BACK(
            750,
            "who comes less far than another leaves a survey to it",
            new Edit(
                    "pipeline/CompressedSurveys.java",
                    "SurveyFile.write(progress), unchanged)",
                    "SurveyFile.write(progress), Condition.ALWAYS)")),
    I6_FAILED_WORK_COMES_BACK(
            "a message whose handling failed is not acknowledged",
            new Edit(
                    "pipeline/Poller.java",
                    "failure == null ? queue.acknowledge(message) : comeBack(message, failure)",
                    "queue.acknowledge(message)")),
    I7_ECHO_IS_NO_DEFEAT(
            "after a refused write the attempt is compared before cleaning up",
            new Edit("pipeline/AttemptOutput.java", "counts.attempt().equals(attempt)", "counts == own")),
    I7_UNKNOWN_RECEIPT_KEEPS_ITS_FILES(
            "staged files stay when nobody knows whether the receipt was written",
            new Edit(
                    "pipeline/Ingest.java",
                    ".call(passes::abort)",
                    ".call(() -> passes.abort().chain(() -> lake.store().delete(passes.locations())))")),
    I7_UNKNOWN_COMMIT_IS_LOOKED_UP(
            "a commit without an answer is looked up",
            new Edit("pipeline/Compact.java", ".invoke(() -> did(report.committed(", """
                    .onFailure(StoreException.class)
                    .recoverWithItem("")
                    .invoke(() -> did(report.committed(""")),
    I8_ROW_GROUPS_STAY(
            "row groups of the head are not joined with others",
            new Edit("pipeline/Compact.java", "var writer = writer(head, number, first.tableSchema());", """
                    var writer = head.map(old -> PartWriter.replace(
                                    old, first.tableSchema(), dataset.writer(), planner,
                                    new ObjectWriter(lake.store(), old.file().info().location())))
                            .orElseGet(() -> writer(head, number, first.tableSchema()));
                    """),
            new Edit("pipeline/Compact.java", ".chain(() -> addAll(writer, taken))", """
                    .chain(() -> addAll(writer, taken))
                    .chain(() -> head.map(old -> writer.add(old.file(), 0)).orElse(Uni.createFrom().voidItem()))
                    """),
            new Edit("pipeline/Compact.java", "taken.stream().map(PartitionView.Staged::entry).toList();", """
                    java.util.stream.Stream.concat(
                                    head.map(Part::ledger).orElse(List.of()).stream(),
                                    taken.stream().map(PartitionView.Staged::entry))
                            .toList();
                    """)),
    I9_OBJECT_IS_ACCEPTED_FIRST(
            "slices that count only together are merged when their object is accepted",
            new Edit(
                    "pipeline/PartitionView.java",
                    ".chain(read -> accepted(lake, read))",
                    ".call(read -> accepted(lake, read))")),
    I9_ALL_SLICES_ARE_AWAITED(
            "an object is accepted only if all of its slices are converted",
            new Edit("pipeline/Verdict.java", "areAllStaged() ? accepted()", "rejected() == 0 ? accepted()")),
    I9_ONE_VERDICT(
            "a verdict takes the place of no other",
            new Edit(
                    "pipeline/Receipts.java",
                    "receipt.toJson(), new Condition.IfMatch(found.etag())",
                    "receipt.toJson(), Condition.ALWAYS")),
    I9_REFUSAL_HAS_A_MESSAGE_OF_ITS_OWN(
            "a verdict without rows is written by a message made for it, which tells or has the object tried again",
            new Edit("pipeline/Trials.java", "return finding.outcome() == Outcome.CUT", """
                    if (finding.outcome() != Outcome.CUT) {
                        return receipts.replace(found, object.judged(
                                finding.outcome(), SliceId.of(by).hex(), dataset.fingerprint(), finding.reason(), now()));
                    }
                    return finding.outcome() == Outcome.CUT""")),
    I9_REFUSAL_IS_TOLD_BY_WHOEVER_FINDS_IT(
            19_330,
            "who is asked to survey an object that was refused tells of it: whoever told before may have asked for the surveys",
            new Edit(
                    "pipeline/FanOut.java",
                    "return done.replaceWith(Optional.of(receipt));",
                    "return done.replaceWith(Optional.of(receipt).filter(there ->"
                            + " there.outcome() != Outcome.REFUSED || there.judge().isEmpty()));")),
    I9_TRIALS_SHARE_NO_SLICES(
            170,
            "the next trial at an object finds nothing of the last",
            new Edit(
                    "core/table/SliceId.java",
                    "if (task.trial().isPresent())",
                    "if (task.trial().isPresent() && task.range().length() < 0)")),
    I9_SWEEP_ASKS_THE_OBJECT_LAST(
            19_330,
            "the sweeper looks at an object after each of its slices, which may be of a trial that began meanwhile",
            new Edit("pipeline/Sweep.java", "private Uni<Optional<Claim>> claim(", """
                    private final ConcurrentHashMap<SliceId, Uni<Optional<Receipts.Found>>> objects = new ConcurrentHashMap<>();

                    private Uni<Optional<Claim>> claim("""),
            new Edit("pipeline/Sweep.java", "receipts.standing(receipt.task())", """
                    receipt.task().trial()
                            .map(trial -> objects.computeIfAbsent(
                                            SliceId.of(receipt.task().whole()),
                                            object -> receipts.find(dataset.name(), object).memoize().indefinitely())
                                    .map(old -> Receipts.standing(old.orElseThrow().receipt(), trial)))
                            .orElseGet(() -> Uni.createFrom().item(Receipts.Standing.COUNTS))
                    """),
            new Edit(
                    "pipeline/Sweep.java",
                    "var claims = new ConcurrentHashMap<",
                    "objects.clear();\nvar claims = new ConcurrentHashMap<")),
    I9_WHAT_CAME_TO_NOTHING_GOES(
            28,
            "the sweeper removes what is left of slices whose object was refused as a whole",
            new Edit("pipeline/Sweep.java", "case DEAD -> Fate.LOST", "case DEAD -> Fate.OPEN"));

    private final int firstSeed;
    private final String does;
    private final List<Edit> edits;

    Guard(String does, Edit... edits) {
        this(1, does, edits);
    }

    Guard(int firstSeed, String does, Edit... edits) {
        this.firstSeed = firstSeed;
        this.does = does;
        this.edits = List.of(edits);
    }

    /// @param file below `src/main/java/io/lamella`
    /// @param with what stands there once
    /// @param without what takes its place
    record Edit(String file, String with, String without) {}

    /// Where to look for a seed that misses the guard: shortly before one that was found, if that took long.
    int firstSeed() {
        return firstSeed;
    }

    /// What the guard does.
    String does() {
        return does;
    }

    List<Edit> edits() {
        return edits;
    }
}

package io.lamella.entry.wiring.config;

import io.lamella.core.parquet.Reconciliation;
import io.lamella.core.plan.MergePolicy;
import io.lamella.core.plan.MergeSchedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `merge:`
final class MergeReader {
    static final List<String> KEYS = List.of("sources", "ttl", "target-size", "row-group-size", "reconcile", "sort-by");

    private static final long KIB = 1024;
    private static final long GIB = KIB * KIB * KIB;
    private static final Duration MAX_TTL = Duration.ofDays(3650);

    private MergeReader() {}

    static Optional<MergeSchedule> read(Value value) {
        return value.section(KEYS)
                .flatMap(section -> section.require("sources", "sources: [s3://<bucket>/<folder>]")
                        .map(MergeReader::sources)
                        .map(sources -> new MergeSchedule(sources, policy(section))));
    }

    private static List<MergeSchedule.Source> sources(Value value) {
        var sources = new ArrayList<MergeSchedule.Source>();
        for (var text : value.oneOrMore()) {
            text.parsed(MergeSchedule.Source::parse).ifPresent(source -> {
                if (sources.contains(source)) {
                    text.problem("`" + source + "` is there twice");
                }
                sources.add(source);
            });
        }
        return sources;
    }

    private static MergePolicy policy(Section section) {
        var standard = MergePolicy.DEFAULT;
        var ttl = section.get("ttl").flatMap(value -> value.duration(Duration.ZERO, MAX_TTL));
        var target = section.get("target-size").flatMap(value -> value.bytes(64 * KIB, 1024 * GIB));
        var rowGroup = section.get("row-group-size").flatMap(value -> value.bytes(64 * KIB, GIB));
        var reconcile = section.get("reconcile").map(MergeReader::reconcile);
        var order = section.get("sort-by").map(SortReader::readOfOthers);
        long targetBytes = target.orElse(standard.targetBytes());
        long rowGroupBytes = rowGroup.orElse(standard.rowGroupBytes());
        if (targetBytes < rowGroupBytes) {
            section.get(target.isPresent() ? "target-size" : "row-group-size")
                    .ifPresent(value -> value.problem("a file (" + ByteSize.show(targetBytes)
                            + ") must not be smaller than its row groups (" + ByteSize.show(rowGroupBytes) + ")"));
            return standard;
        }
        return new MergePolicy(
                ttl.orElse(standard.ttl()),
                targetBytes,
                rowGroupBytes,
                reconcile.orElse(standard.reconcile()),
                order.orElse(standard.sortBy()));
    }

    private static Set<Reconciliation> reconcile(Value value) {
        var chosen = EnumSet.noneOf(Reconciliation.class);
        if (!value.isEmptyList()) {
            value.oneOrMore().forEach(word -> word.oneOf(Reconciliation.class).ifPresent(chosen::add));
        }
        return chosen;
    }
}

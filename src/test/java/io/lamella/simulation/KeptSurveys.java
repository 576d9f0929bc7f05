package io.lamella.simulation;

import io.lamella.core.decode.SurveyProgress;
import io.lamella.core.event.IngestMessage;
import io.lamella.core.event.Messages;
import io.lamella.core.event.SurveyTask;
import io.lamella.core.table.LakeKeys;
import io.lamella.core.table.SliceId;
import io.lamella.core.table.SurveyFile;
import io.lamella.pipeline.Location;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The surveys that were ever kept.
final class KeptSurveys {
    private static final String PROGRESS = "/progress.json";

    private final LakeKeys keys;
    private final Set<Location> all = new HashSet<>();
    private final Map<String, SurveyProgress> progress = new HashMap<>();

    KeptSurveys(LakeKeys keys) {
        this.keys = keys;
    }

    /// An object was written; if it is a survey, that is remembered.
    void written(Location target, ByteBuffer content) {
        if (target.key().startsWith(keys.surveys(Sources.DATASET))) {
            all.add(target);
            if (target.key().endsWith(PROGRESS)) {
                came(target.key(), SurveyFile.readProgress(content));
            }
        }
    }

    private void came(String key, SurveyProgress now) {
        var before = progress.put(key, now);
        if (before != null && !now.isBeyond(before)) {
            throw new Violation("a survey that had come to " + before.reached() + " is now at " + now.reached());
        }
    }

    /// An object is deleted.
    void deleted(String key) {
        progress.remove(key);
    }

    /// Whether somebody told how far the survey of a compressed object has come.
    boolean isBegun(SurveyTask task) {
        return all.contains(new Location(Settings.LAKE, keys.surveyProgress(task)));
    }

    boolean contains(SurveyTask task) {
        return all.contains(location(task));
    }

    private Location location(SurveyTask task) {
        return new Location(Settings.LAKE, keys.survey(task));
    }

    /// Whether all that were kept of an object were deleted.
    boolean areForgotten(Sources.Version whole, Predicate<Location> isThere) {
        var prefix = keys.surveys(Sources.DATASET, SliceId.of(whole.task().whole()));
        var kept =
                all.stream().filter(survey -> survey.key().startsWith(prefix)).toList();
        return !kept.isEmpty() && kept.stream().noneMatch(isThere);
    }

    /// Whether somebody was told of every stretch of an object that is not surveyed yet.
    ///
    /// @param sent messages
    boolean areRequested(Sources.Version whole, Set<String> sent) {
        var requested = requested(whole, sent);
        return requested.stream()
                .anyMatch(first -> IntStream.range(0, first.stretches())
                        .mapToObj(first::of)
                        .allMatch(task -> requested.contains(task) || contains(task)));
    }

    private static List<SurveyTask> requested(Sources.Version whole, Set<String> sent) {
        return sent.stream()
                .map(Messages::readIngest)
                .flatMap(message ->
                        message instanceof IngestMessage.Survey(SurveyTask task) ? Stream.of(task) : Stream.empty())
                .filter(task -> task.rows().whole().equals(whole.task()))
                .toList();
    }
}

package io.lamella.pipeline;

import io.lamella.core.decode.CompressedSurveyor;
import io.lamella.core.decode.SurveyProgress;
import io.lamella.core.event.ByteRange;
import io.lamella.core.event.SurveyTask;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.SurveyFile;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/// Makes the surveys of compressed objects, which can be read from the front only: one worker behind another, if one has not
/// enough time.
///
/// How far a survey has come is kept beside it. It only ever grows, as whoever adds to it is the one who knows it as it is, and
/// each worker that stops has come further than the one it went on from. So a survey comes to its end, however many workers are
/// told of it at once.
final class CompressedSurveys {
    private final ObjectStore sources;
    private final LakeStore lake;
    private final Executor compute;

    /// @param compute where text is looked through
    CompressedSurveys(ObjectStore sources, LakeStore lake, Executor compute) {
        this.sources = sources;
        this.lake = lake;
        this.compute = compute;
    }

    /// Goes on with a survey, and answers whether that was its end; if not, somebody has to be asked to go on. Fails with a
    /// `RefusedException` if the object cannot be decompressed, and with a [SurveyStuckException] if there was no time to come
    /// any further.
    ///
    /// @param timeIsUp asked before each buffer
    Uni<Boolean> make(SurveyTask task, Dataset dataset, BooleanSupplier timeIsUp) {
        return kept(task).chain(kept -> new Leg(task, dataset, kept).run(timeIsUp));
    }

    private Uni<Optional<ObjectStore.Content>> kept(SurveyTask task) {
        return lake.store()
                .get(at(task))
                .map(Optional::of)
                .onFailure(Failures::isNotFound)
                .recoverWithItem(Optional.empty());
    }

    private Location at(SurveyTask task) {
        return lake.at(lake.keys().surveyProgress(task));
    }

    /// What one worker does of a survey.
    private final class Leg {
        private final SurveyTask task;
        private final Dataset dataset;
        private final Condition unchanged;
        private final SurveyProgress begun;
        private boolean stopped;

        /// @param kept how far others have come
        Leg(SurveyTask task, Dataset dataset, Optional<ObjectStore.Content> kept) {
            this.task = task;
            this.dataset = dataset;
            this.unchanged = kept.<Condition>map(
                            content -> new Condition.IfMatch(content.info().etag()))
                    .orElse(Condition.IF_ABSENT);
            this.begun = kept.map(content -> SurveyFile.readProgress(content.bytes()))
                    .orElseGet(() -> SurveyProgress.none(task.rows().cut().orElseThrow()));
        }

        Uni<Boolean> run(BooleanSupplier timeIsUp) {
            return Uni.createFrom().deferred(() -> {
                var surveyor = new CompressedSurveyor(dataset.format(), task.sliceBytes(), begun);
                return offer(surveyor, timeIsUp)
                        .chain(() -> stopped ? stop(surveyor.progress()) : end(surveyor))
                        .onTermination()
                        .invoke(surveyor::close);
            });
        }

        private Uni<Void> offer(CompressedSurveyor surveyor, BooleanSupplier timeIsUp) {
            var source = task.rows().source();
            long from = begun.from().offset();
            var rest = new ByteRange(from, source.size() - from);
            return sources.stream(new Location(source.bucket(), source.key()), rest, source.etag())
                    .emitOn(compute, 4)
                    .select()
                    .first(_ -> !isStopped(timeIsUp))
                    .onItem()
                    .invoke(surveyor::offer)
                    .onItem()
                    .ignoreAsUni();
        }

        private boolean isStopped(BooleanSupplier timeIsUp) {
            stopped = timeIsUp.getAsBoolean();
            return stopped;
        }

        private Uni<Boolean> end(CompressedSurveyor surveyor) {
            var survey = SurveyFile.write(surveyor.finish());
            return lake.store()
                    .put(lake.at(lake.keys().survey(task)), survey, Condition.ALWAYS)
                    .replaceWith(true);
        }

        private Uni<Boolean> stop(SurveyProgress progress) {
            if (!progress.isBeyond(begun)) {
                return Uni.createFrom()
                        .failure(new SurveyStuckException(task.rows().source(), progress));
            }
            return lake.store()
                    .put(at(task), SurveyFile.write(progress), unchanged)
                    .replaceWith(false)
                    // Another came further meanwhile, or cut the object: whoever goes on will see.
                    .onFailure(failure -> Failures.isOtherVersion(failure) || Failures.isNotFound(failure))
                    .recoverWithItem(false);
        }
    }
}

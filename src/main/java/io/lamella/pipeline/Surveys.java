package io.lamella.pipeline;

import io.lamella.core.decode.Slices;
import io.lamella.core.decode.Surveyor;
import io.lamella.core.event.SliceTask;
import io.lamella.core.event.SurveyTask;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.SliceId;
import io.lamella.core.table.SurveyFile;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/// The surveys of an object's stretches, kept in the lake until the object is cut for good.
///
/// Made twice, a survey is the same: of the same bytes, by the same format. So nobody has to wait for another, and what an
/// attempt left that died serves the next.
final class Surveys {
    private final ObjectStore sources;
    private final LakeStore lake;
    private final Executor compute;
    private final CompressedSurveys compressed;

    /// @param compute where stretches are looked through
    Surveys(ObjectStore sources, LakeStore lake, Executor compute) {
        this.sources = sources;
        this.lake = lake;
        this.compute = compute;
        this.compressed = new CompressedSurveys(sources, lake, compute);
    }

    /// Surveys a stretch, and answers whether that was done; if it was not, it is to be asked for again. Fails with a
    /// `RefusedException` if it is all of a compressed object, which cannot be decompressed.
    ///
    /// @param timeIsUp asked now and then: whether to leave the rest to another
    Uni<Boolean> make(SurveyTask task, Dataset dataset, BooleanSupplier timeIsUp) {
        return task.isOfCompressed()
                // It takes long, so look whether that was done.
                ? missing(task)
                        .chain(missing -> missing.isEmpty()
                                ? Uni.createFrom().item(true)
                                : compressed.make(task, dataset, timeIsUp))
                : ofPlain(task, dataset);
    }

    private Uni<Boolean> ofPlain(SurveyTask task, Dataset dataset) {
        var source = task.rows().source();
        var surveyor = Surveyor.of(dataset.format());
        return sources.stream(new Location(source.bucket(), source.key()), task.range(), source.etag())
                .emitOn(compute, 4)
                .onItem()
                .invoke(surveyor::offer)
                .onItem()
                .ignoreAsUni()
                .chain(() -> lake.store().put(at(task), SurveyFile.write(surveyor.finish()), Condition.ALWAYS))
                .replaceWith(true);
    }

    private Location at(SurveyTask task) {
        return lake.at(lake.keys().survey(task));
    }

    /// The stretches of an object that are not surveyed yet.
    ///
    /// @param any of its stretches
    Uni<List<SurveyTask>> missing(SurveyTask any) {
        return list(lake.keys().surveys(any)).map(kept -> {
            Set<Location> there = new HashSet<>(kept);
            return IntStream.range(0, any.stretches())
                    .mapToObj(any::of)
                    .filter(task -> !there.contains(at(task)))
                    .toList();
        });
    }

    /// What an object is to be cut into; empty as long as surveys are missing.
    ///
    /// @param any of its stretches
    Uni<Optional<List<SliceTask>>> slices(SurveyTask any) {
        return missing(any)
                .chain(missing -> missing.isEmpty()
                        ? read(any).map(Optional::of)
                        : Uni.createFrom().item(Optional.empty()));
    }

    private Uni<List<SliceTask>> read(SurveyTask any) {
        return any.isOfCompressed()
                ? lake.store()
                        .get(at(any))
                        .map(content -> Slices.of(any.rows(), SurveyFile.readCompressed(content.bytes())))
                : readStretches(any);
    }

    private Uni<List<SliceTask>> readStretches(SurveyTask any) {
        return Multi.createFrom()
                .range(0, any.stretches())
                .onItem()
                .transformToUni(stretch -> lake.store().get(at(any.of(stretch))))
                .concatenate()
                .map(content -> SurveyFile.read(content.bytes()))
                .collect()
                .asList()
                .map(surveys -> Slices.of(any.rows(), surveys));
    }

    /// Whether there are surveys of an object.
    Uni<Boolean> areKept(SliceTask whole) {
        return list(of(whole)).map(kept -> !kept.isEmpty());
    }

    /// Deletes all surveys of an object. Only of one that is cut for good: of any other, the next worker may count on them.
    Uni<Void> forget(SliceTask whole) {
        return list(of(whole))
                .chain(kept -> kept.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : lake.store().delete(kept));
    }

    private String of(SliceTask whole) {
        return lake.keys().surveys(whole.dataset(), SliceId.of(whole));
    }

    private Uni<List<Location>> list(String prefix) {
        return lake.store()
                .list(lake.bucket(), prefix)
                .map(ObjectInfo::location)
                .collect()
                .asList();
    }
}

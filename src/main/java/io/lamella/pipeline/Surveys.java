package io.lamella.pipeline;

import io.lamella.core.decode.CompressedSurveyor;
import io.lamella.core.decode.Slices;
import io.lamella.core.decode.Surveyor;
import io.lamella.core.event.SliceTask;
import io.lamella.core.event.SurveyTask;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.SliceId;
import io.lamella.core.table.SurveyFile;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// The surveys of an object's stretches, kept in the lake until the object is cut for good.
///
/// Made twice, a survey is the same: of the same bytes, by the same format. So nobody has to wait for another, and what an attempt
/// left that died serves the next.
final class Surveys {
    private final ObjectStore sources;
    private final LakeStore lake;
    private final Executor compute;

    /// @param compute where stretches are looked through
    Surveys(ObjectStore sources, LakeStore lake, Executor compute) {
        this.sources = sources;
        this.lake = lake;
        this.compute = compute;
    }

    /// Surveys a stretch. Fails with a `RefusedException` if it is all of a compressed object, which cannot be decompressed.
    Uni<Void> make(SurveyTask task, Dataset dataset) {
        return task.isOfCompressed()
                // It takes long, so look whether that was done.
                ? missing(task)
                        .chain(missing -> missing.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : keep(task, ofCompressed(task, dataset)))
                : keep(task, ofPlain(task, dataset));
    }

    private Uni<Void> keep(SurveyTask task, Uni<ByteBuffer> survey) {
        return survey.chain(content -> lake.store().put(at(task), content, Condition.ALWAYS))
                .replaceWithVoid();
    }

    private Uni<ByteBuffer> ofPlain(SurveyTask task, Dataset dataset) {
        var surveyor = Surveyor.of(dataset.format());
        return offer(task, surveyor::offer).map(_ -> SurveyFile.write(surveyor.finish()));
    }

    private Uni<ByteBuffer> ofCompressed(SurveyTask task, Dataset dataset) {
        return Uni.createFrom().deferred(() -> {
            var surveyor =
                    new CompressedSurveyor(dataset.format(), task.rows().cut().orElseThrow(), task.sliceBytes());
            return offer(task, surveyor::offer)
                    .map(_ -> SurveyFile.write(surveyor.finish()))
                    .onTermination()
                    .invoke(surveyor::close);
        });
    }

    private Uni<Void> offer(SurveyTask task, Consumer<ByteBuffer> surveyor) {
        var source = task.rows().source();
        return sources.stream(new Location(source.bucket(), source.key()), task.range(), source.etag())
                .emitOn(compute, 4)
                .onItem()
                .invoke(surveyor)
                .onItem()
                .ignoreAsUni();
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

package io.lamella.pipeline.foreign;

import io.lamella.core.parquet.ParquetFormatException;
import io.lamella.pipeline.Concurrently;
import io.lamella.pipeline.MergeOutcome;
import io.lamella.pipeline.ObjectInfo;
import io.lamella.pipeline.ObjectStore;
import io.lamella.pipeline.ParquetObject;
import io.lamella.pipeline.StoreException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Opens files, a few ahead of the one that is worked on, so that memory is bounded and nobody waits for each in turn.
final class OpenFiles {
    /// Each brings 512 KiB at most.
    private static final int AT_ONCE = 16;

    private final ObjectStore store;
    private final Executor compute;

    /// @param compute where files are worked on
    OpenFiles(ObjectStore store, Executor compute) {
        this.store = store;
        this.compute = compute;
    }

    /// Works on files one after the other, in their order.
    ///
    /// @param step fails the whole if it fails
    Uni<Void> each(List<ObjectInfo> files, Function<ParquetObject, Uni<Void>> step) {
        return each(files, step, (info, failure) -> Uni.createFrom().failure(failure));
    }

    /// Works on files one after the other, in their order, and tells of those that are no good or no longer there.
    ///
    /// @param step whose failures count as those of opening the file
    /// @param bad takes a file and what is wrong with it, and may fail the whole
    Uni<Void> each(
            List<ObjectInfo> files,
            Function<ParquetObject, Uni<Void>> step,
            BiFunction<ObjectInfo, Throwable, Uni<Void>> bad) {
        return Multi.createFrom()
                .iterable(files)
                .group()
                .intoLists()
                .of(AT_ONCE)
                .onItem()
                .transformToUniAndConcatenate(some -> openAll(some)
                        .chain(opened -> Multi.createFrom()
                                .iterable(opened)
                                .onItem()
                                .transformToUniAndConcatenate(one -> one.file()
                                        .chain(step::apply)
                                        .onFailure(OpenFiles::isOfTheFile)
                                        .recoverWithUni(failure -> bad.apply(one.info(), failure)))
                                .onItem()
                                .ignoreAsUni()))
                .onItem()
                .ignoreAsUni();
    }

    /// @param file fails if it could not be opened
    private record Opened(ObjectInfo info, Uni<ParquetObject> file) {}

    private Uni<List<Opened>> openAll(List<ObjectInfo> files) {
        return Multi.createFrom()
                .iterable(files)
                .plug(Concurrently.each(AT_ONCE, this::open))
                .collect()
                .asList()
                .emitOn(compute)
                .map(opened -> inOrder(files, opened));
    }

    private Uni<Opened> open(ObjectInfo info) {
        return ParquetObject.open(store, info)
                .map(file -> new Opened(info, Uni.createFrom().item(file)))
                .onFailure(OpenFiles::isOfTheFile)
                .recoverWithItem(failure -> new Opened(info, Uni.createFrom().failure(failure)));
    }

    private static List<Opened> inOrder(List<ObjectInfo> files, List<Opened> opened) {
        var byFile = new HashMap<ObjectInfo, Opened>();
        opened.forEach(one -> byFile.put(one.info(), one));
        return files.stream().map(byFile::get).toList();
    }

    /// Whether the file is to blame, or whoever changed it, and not the store.
    static boolean isOfTheFile(Throwable failure) {
        if (failure instanceof StoreException known) {
            return known.reason() == StoreException.Reason.NOT_FOUND
                    || known.reason() == StoreException.Reason.PRECONDITION_FAILED;
        }
        return ParquetFormatException.isOfTheFile(failure);
    }

    /// What is told of a file that is to blame for a failure.
    static MergeOutcome.Left left(ObjectInfo info, Throwable failure) {
        return failure instanceof StoreException
                ? new MergeOutcome.Left(info.location(), MergeOutcome.Why.BUSY, "it was changed or deleted meanwhile")
                : new MergeOutcome.Left(
                        info.location(), MergeOutcome.Why.UNREADABLE, String.valueOf(failure.getMessage()));
    }
}

package io.lamella.pipeline.foreign;

import io.lamella.core.event.ByteRange;
import io.lamella.core.parquet.ContentDigest;
import io.lamella.core.parquet.FileSchema;
import io.lamella.core.parquet.ParquetFormatException;
import io.lamella.core.parquet.SchemaMatch;
import io.lamella.core.table.MergeManifest;
import io.lamella.pipeline.ObjectInfo;
import io.lamella.pipeline.ObjectStore;
import io.lamella.pipeline.ParquetObject;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/// Checks a merged file as it lies in the store, before anything is deleted.
///
/// - Its footer opens, and has as many rows as the files together whose place it takes.
/// - Row groups that were encoded anew are read back, decoded, and come to the same rows, nulls and checksum as was found in
///   the files before the merge.
/// - Row groups that were copied are the same bytes: all of them if they are few, else those at both ends, which the store
///   cannot have moved apart. Their counts of rows and nulls are copied along with what describes them.
final class MergedFileCheck {
    /// What is compared at each end of a row group that was copied.
    private static final int END_BYTES = 64 * 1024;

    private final ObjectStore store;
    private final Folder folder;
    private final Executor compute;

    MergedFileCheck(ObjectStore store, Folder folder, Executor compute) {
        this.store = store;
        this.folder = folder;
        this.compute = compute;
    }

    /// Answers the manifest of the file.
    ///
    /// @param sources the versions of the files that it was made of, as far as they are still there
    /// @throws MergeCheckException through the result, if something is wrong with it
    Uni<MergeManifest> check(ObjectInfo merged, List<ObjectInfo> sources) {
        return ParquetObject.open(store, merged)
                .emitOn(compute)
                .chain(file -> manifest(file).call(manifest -> check(file, manifest, sources)))
                .onFailure(ParquetFormatException::isOfTheFile)
                .transform(failure -> new MergeCheckException(merged.location(), failure.getMessage(), failure));
    }

    static Uni<MergeManifest> manifest(ParquetObject file) {
        var place = MergeManifest.place(file.footer().keyValues())
                .orElseThrow(() -> new IllegalArgumentException("it has no manifest of a merge"));
        return file.read(place).map(MergeManifest::read);
    }

    private Uni<Void> check(ParquetObject file, MergeManifest manifest, List<ObjectInfo> sources) {
        var footer = file.footer();
        require(
                file,
                footer.rows() == manifest.rows(),
                "it has " + footer.rows() + " rows, but the files whose place it" + " takes have " + manifest.rows());
        int described = manifest.joined().size() + manifest.copied().size();
        require(
                file,
                footer.rowGroups().size() == described,
                "it has " + footer.rowGroups().size() + " row groups, but its manifest tells of " + described);
        return digest(file, manifest)
                .invoke(digest -> require(
                        file,
                        digest.equals(manifest.digest()),
                        "its rows come to " + digest + ", but those of the files whose place it takes to "
                                + manifest.digest()))
                .chain(() -> Multi.createFrom()
                        .iterable(manifest.copied())
                        .onItem()
                        .transformToUniAndConcatenate(copied -> compare(file, copied, sources))
                        .onItem()
                        .ignoreAsUni());
    }

    private Uni<ContentDigest> digest(ParquetObject file, MergeManifest manifest) {
        var schema = FileSchema.of(file.footer());
        var match = SchemaMatch.of(schema, file.footer());
        return Multi.createFrom()
                .iterable(manifest.joined())
                .onItem()
                .transformToUniAndConcatenate(
                        group -> file.read(file.footer().rowGroups().get(group).range())
                                .emitOn(compute)
                                .map(content -> ContentDigest.of(match, file.footer(), group, content)))
                .collect()
                .in(() -> new ContentDigest[] {ContentDigest.empty(schema)}, (sum, one) -> sum[0] = sum[0].plus(one))
                .map(sum -> sum[0]);
    }

    private Uni<Void> compare(ParquetObject file, MergeManifest.Copied copied, List<ObjectInfo> sources) {
        var range = file.footer().rowGroups().get(copied.rowGroup()).range();
        require(
                file,
                range.length() == copied.range().length(),
                "row group " + copied.rowGroup() + " has " + range.length() + " bytes, but had "
                        + copied.range().length() + " in " + copied.source());
        // When the first file was deleted, all had been checked.
        return source(copied, sources)
                .map(source -> ends(file, range, source, copied))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Optional<ObjectInfo> source(MergeManifest.Copied copied, List<ObjectInfo> sources) {
        return sources.stream()
                .filter(info -> folder.name(info).equals(copied.source()))
                .findFirst();
    }

    private Uni<Void> ends(ParquetObject file, ByteRange range, ObjectInfo source, MergeManifest.Copied copied) {
        long head = Math.min(range.length(), END_BYTES);
        long tail = Math.min(range.length() - head, END_BYTES);
        return same(file, range.offset(), source, copied, copied.range().offset(), head)
                .chain(() -> same(
                        file, range.end() - tail, source, copied, copied.range().end() - tail, tail));
    }

    private Uni<Void> same(
            ParquetObject file, long here, ObjectInfo source, MergeManifest.Copied copied, long there, long length) {
        Uni<ByteBuffer> ours = store.read(
                file.info().location(), new ByteRange(here, length), file.info().etag());
        Uni<ByteBuffer> theirs = store.read(source.location(), new ByteRange(there, length), source.etag());
        return Uni.combine()
                .all()
                .unis(ours, theirs)
                .asTuple()
                .invoke(both -> require(
                        file,
                        both.getItem1().equals(both.getItem2()),
                        "row group " + copied.rowGroup() + " is not what it was in " + copied.source()))
                .replaceWithVoid();
    }

    private static void require(ParquetObject file, boolean holds, String otherwise) {
        if (!holds) {
            throw new MergeCheckException(file.info().location(), otherwise, null);
        }
    }
}

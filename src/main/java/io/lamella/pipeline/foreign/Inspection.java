package io.lamella.pipeline.foreign;

import io.lamella.core.event.ByteRange;
import io.lamella.core.parquet.ContentDigest;
import io.lamella.core.parquet.FileSchema;
import io.lamella.core.parquet.Footer;
import io.lamella.core.parquet.ParquetFormatException;
import io.lamella.core.parquet.RowGroupInfo;
import io.lamella.core.parquet.SchemaMatch;
import io.lamella.core.plan.MergePolicy;
import io.lamella.core.table.MergeManifest;
import io.lamella.core.table.MergeNames;
import io.lamella.pipeline.MergeOutcome;
import io.lamella.pipeline.ObjectInfo;
import io.lamella.pipeline.ParquetObject;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads the files of a batch before they are merged: finds out which of them can be, and what their rows come to.
///
/// Row groups that will be encoded anew are decoded whole, so that a broken page is found while nothing has happened yet. Those
/// that will be copied are not read.
final class Inspection {
    private final OpenFiles files;
    private final Folder folder;
    private final MergePolicy policy;
    private final FileSchema schema;
    private final List<ObjectInfo> good = new ArrayList<>();
    private final List<MergeManifest.Replaced> replaced = new ArrayList<>();
    private final List<MergeOutcome.Left> left = new ArrayList<>();
    private final Set<String> never = new LinkedHashSet<>();
    private ContentDigest digest;

    private Inspection(OpenFiles files, Folder folder, MergePolicy policy, FileSchema schema) {
        this.files = files;
        this.folder = folder;
        this.policy = policy;
        this.schema = schema;
        this.digest = ContentDigest.empty(schema);
    }

    /// What was found.
    ///
    /// @param batch the files that are good, in their order
    /// @param replaced the same, as the merged file tells of them
    /// @param digest of their row groups that will be encoded anew
    /// @param never names that must not turn up any more, from the manifests of merged files among them
    /// @param left files that are no good
    record Result(
            Batch batch,
            List<MergeManifest.Replaced> replaced,
            ContentDigest digest,
            List<String> never,
            List<MergeOutcome.Left> left) {}

    static Uni<Result> of(OpenFiles files, Folder folder, MergePolicy policy, Batch batch) {
        var inspection = new Inspection(files, folder, policy, batch.schema());
        return inspection.all(batch.files()).map(done -> inspection.result());
    }

    private Uni<Void> all(List<ObjectInfo> batch) {
        return files.each(batch, this::inspect, (info, failure) -> {
            left.add(OpenFiles.left(info, failure));
            return Uni.createFrom().voidItem();
        });
    }

    private Uni<Void> inspect(ParquetObject file) {
        var footer = file.footer();
        var match = SchemaMatch.of(schema, footer);
        var joined = new ArrayList<RowGroupInfo>();
        for (var group : footer.rowGroups()) {
            if (group.rows() > 0 && !policy.copies(match, group)) {
                check(match, group);
                joined.add(group);
            }
        }
        return digest(file, match, joined)
                .chain(sum -> names(file).invoke(names -> add(file, sum, names)))
                .replaceWithVoid();
    }

    private void check(SchemaMatch match, RowGroupInfo group) {
        if (!match.isJoinable()) {
            throw new ParquetFormatException(
                    "its row groups cannot be copied, since its writer (an old one) gave sizes that"
                            + " are too small, and not encoded anew, since it has nested columns");
        }
        if (!policy.canJoin(group)) {
            throw new ParquetFormatException("row group " + group.ordinal()
                    + " would have to be encoded anew, and with "
                    + group.range().length() + " bytes it is too big for that; a larger row-group-size would do");
        }
    }

    private Uni<ContentDigest> digest(ParquetObject file, SchemaMatch match, List<RowGroupInfo> joined) {
        return Multi.createFrom()
                .iterable(joined)
                .onItem()
                .transformToUniAndConcatenate(group -> file.read(group.range())
                        .map(content -> ContentDigest.of(match, file.footer(), group.ordinal(), content)))
                .collect()
                .in(() -> new ContentDigest[] {ContentDigest.empty(schema)}, (sum, one) -> sum[0] = sum[0].plus(one))
                .map(sum -> sum[0]);
    }

    /// The names that the manifest of a merged file forbids, and its own, which will be gone.
    private Uni<List<String>> names(ParquetObject file) {
        var name = folder.name(file.info());
        var place = MergeNames.isMerged(name)
                ? MergeManifest.place(file.footer().keyValues())
                : Optional.<ByteRange>empty();
        if (place.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return file.read(place.get()).map(block -> {
            var names = new ArrayList<>(MergeManifest.read(block).never());
            names.add(name);
            return names;
        });
    }

    private void add(ParquetObject file, ContentDigest sum, List<String> names) {
        var info = file.info();
        Footer footer = file.footer();
        good.add(info);
        replaced.add(new MergeManifest.Replaced(folder.name(info), info.etag(), info.lastModified(), footer.rows()));
        never.addAll(names);
        digest = digest.plus(sum);
    }

    private Result result() {
        return new Result(new Batch(schema, good), replaced, digest, List.copyOf(never), left);
    }
}

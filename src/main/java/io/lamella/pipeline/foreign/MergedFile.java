package io.lamella.pipeline.foreign;

import io.lamella.core.parquet.FileJoiner;
import io.lamella.core.parquet.FileLayout;
import io.lamella.core.parquet.FileSchema;
import io.lamella.core.parquet.RowGroupInfo;
import io.lamella.core.parquet.SchemaMatch;
import io.lamella.core.parquet.WriterSettings;
import io.lamella.core.plan.MergePolicy;
import io.lamella.core.table.MergeManifest;
import io.lamella.pipeline.Condition;
import io.lamella.pipeline.ObjectWriter;
import io.lamella.pipeline.ParquetObject;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The file that takes the place of others, while it is written: full row groups are copied as they are, small ones joined, and a
/// manifest tells of both. Nothing is visible before [#finish] has answered.
final class MergedFile {
    private final Folder folder;
    private final MergePolicy policy;
    private final FileSchema schema;
    private final FileLayout layout;
    private final Optional<FileJoiner> joiner;
    private final ObjectWriter writer;
    private final SharedKeyValues keyValues = new SharedKeyValues();
    private final List<Integer> joined = new ArrayList<>();
    private final List<MergeManifest.Copied> copied = new ArrayList<>();
    private long remaining;

    /// @param bytes of all files that will be added
    MergedFile(Folder folder, MergePolicy policy, FileSchema schema, long bytes, ObjectWriter writer) {
        this.folder = folder;
        this.policy = policy;
        this.schema = schema;
        this.layout = FileLayout.create(schema);
        this.joiner = schema.isFlat()
                ? Optional.of(new FileJoiner(
                        schema, WriterSettings.DEFAULT.sortedBy(policy.sortBy()), policy.rowGroupSize(), layout))
                : Optional.empty();
        this.writer = writer;
        this.remaining = bytes;
    }

    Uni<Void> begin() {
        return writer.write(layout.start());
    }

    /// Adds the rows of a file.
    Uni<Void> add(ParquetObject file) {
        var match = SchemaMatch.of(schema, file.footer());
        keyValues.add(file.footer().keyValues(), FileSchema.of(file.footer()).equals(schema));
        remaining -= file.info().size();
        return Multi.createFrom()
                .iterable(file.footer().rowGroups())
                .select()
                .where(group -> group.rows() > 0)
                .onItem()
                .transformToUniAndConcatenate(
                        group -> policy.copies(match, group) ? copy(file, match, group) : join(file, match, group))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> copy(ParquetObject file, SchemaMatch match, RowGroupInfo group) {
        return file.pageIndex(group).chain(index -> {
            copied.add(new MergeManifest.Copied(layout.rowGroups(), folder.name(file.info()), group.range()));
            layout.copied(match, file.footer(), group.ordinal(), index);
            return writer.copy(file.info(), group.range());
        });
    }

    private Uni<Void> join(ParquetObject file, SchemaMatch match, RowGroupInfo group) {
        return file.read(group.range())
                .chain(content -> writeJoined(
                        joiner.orElseThrow().add(match, file.footer(), group.ordinal(), content, remaining)));
    }

    private Uni<Void> writeJoined(List<ByteBuffer> rowGroup) {
        if (!rowGroup.isEmpty()) {
            joined.add(layout.rowGroups() - 1);
        }
        return writer.write(rowGroup);
    }

    /// Makes the file visible, unless there is one of its name already.
    ///
    /// @param inspected what was found of the files that were added
    /// @param never names that must not turn up any more
    Uni<String> finish(Inspection.Result inspected, List<String> never) {
        return writeJoined(joiner.map(FileJoiner::end).orElse(List.of()))
                .chain(() -> {
                    var manifest = new MergeManifest(inspected.replaced(), never, joined, inspected.digest(), copied);
                    var block = manifest.write();
                    var bytes = new ArrayList<ByteBuffer>();
                    bytes.add(block);
                    bytes.addAll(layout.finish(keyValues.with(MergeManifest.keyValues(layout.block(block)))));
                    return writer.write(bytes);
                })
                .chain(() -> writer.finish(Condition.IF_ABSENT));
    }

    /// Work that ends with [#finish], and gives up if it fails. Whoever waits for it may cancel: then it fails at its next step.
    <T> Uni<T> orAbort(Uni<T> work) {
        return writer.orAbort(work, this::abort);
    }

    /// Gives up. Never fails.
    Uni<Void> abort() {
        joiner.ifPresent(FileJoiner::close);
        return writer.abort();
    }
}

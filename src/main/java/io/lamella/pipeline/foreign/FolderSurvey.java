package io.lamella.pipeline.foreign;

import io.lamella.core.parquet.FileSchema;
import io.lamella.core.parquet.SchemaGroups;
import io.lamella.core.parquet.SchemaUnion;
import io.lamella.core.plan.MergePlanner;
import io.lamella.core.plan.MergePolicy;
import io.lamella.core.table.MergeNames;
import io.lamella.core.table.PartMetadata;
import io.lamella.pipeline.MergeOutcome;
import io.lamella.pipeline.MergeOutcome.Why;
import io.lamella.pipeline.ObjectInfo;
import io.lamella.pipeline.ParquetObject;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// Looks at the files of a folder, and plans what to do with them. Of each it reads the footer and keeps a few facts.
final class FolderSurvey {
    private final Folder folder;
    private final MergePolicy policy;
    private final MergePlanner planner;
    private final List<Fact> facts = new ArrayList<>();
    private final List<MergeOutcome> left = new ArrayList<>();
    private final Map<FileSchema, FileSchema> schemas = new HashMap<>();

    private FolderSurvey(Folder folder, MergePolicy policy) {
        this.folder = folder;
        this.policy = policy;
        this.planner = new MergePlanner(policy.targetBytes());
    }

    private record Fact(ObjectInfo info, FileSchema schema, int rowGroups) {}

    /// What to merge, and what to leave alone.
    record Plan(List<Batch> batches, List<MergeOutcome> left) {}

    /// @param now files must be older than this by more than the policy's TTL
    static Uni<Plan> plan(Folder folder, MergePolicy policy, OpenFiles files, Instant now) {
        var survey = new FolderSurvey(folder, policy);
        return files.each(survey.candidates(now.minus(policy.ttl())), survey::look, (info, failure) -> {
                    survey.left.add(OpenFiles.left(info, failure));
                    return Uni.createFrom().voidItem();
                })
                .map(done -> survey.plan());
    }

    private List<ObjectInfo> candidates(Instant before) {
        var candidates = new ArrayList<ObjectInfo>();
        for (var info : folder.files()) {
            switch (FileKind.of(folder.name(info), info.size())) {
                case HIDDEN -> {}
                case OTHER -> leave(info, Why.NOT_MEANT, "its name is not that of a Parquet file");
                case EMPTY -> leave(info, Why.UNREADABLE, "it is too small for a Parquet file");
                case PARQUET -> {
                    if (!planner.isBigEnough(info.size()) && info.lastModified().isBefore(before)) {
                        candidates.add(info);
                    }
                }
            }
        }
        return candidates.size() > 1 ? candidates : List.of();
    }

    private Uni<Void> look(ParquetObject file) {
        var footer = file.footer();
        if (PartMetadata.fromKeyValues(footer.keyValues()).isPresent()) {
            leave(file.info(), Why.NOT_MEANT, "it is a part of a Lamella table");
        } else {
            var schema = FileSchema.of(footer);
            var known = schemas.putIfAbsent(schema, schema);
            facts.add(new Fact(
                    file.info(),
                    known == null ? schema : known,
                    footer.rowGroups().size()));
        }
        return Uni.createFrom().voidItem();
    }

    private void leave(ObjectInfo info, Why why, String reason) {
        left.add(new MergeOutcome.Left(info.location(), why, reason));
    }

    private Plan plan() {
        var groups = new SchemaGroups(new SchemaUnion(policy.reconcile()));
        facts.forEach(fact -> groups.add(fact.schema(), fact.info().size()));
        var batches = new ArrayList<Batch>();
        for (var group : groups.groups()) {
            batches.addAll(batches(group));
        }
        return new Plan(batches, left);
    }

    private List<Batch> batches(SchemaGroups.Group group) {
        var members = new HashSet<>(group.members());
        var files =
                facts.stream().filter(fact -> members.contains(fact.schema())).toList();
        if (files.size() == 1) {
            group.apart().ifPresent(reason -> leave(files.getFirst().info(), Why.UNFIT, "alone, since " + reason));
        }
        var batches = planner.batches(files.stream().map(this::candidate).toList()).stream()
                .map(places -> new Batch(
                        group.target(),
                        places.stream().map(files::get).map(Fact::info).toList()))
                .toList();
        return policy.unsortable(group.target())
                .map(reason -> unsorted(batches, reason))
                .orElse(batches);
    }

    /// What is merged is not sorted afterwards, so it is not merged before it can be.
    private List<Batch> unsorted(List<Batch> batches, String reason) {
        batches.stream().flatMap(batch -> batch.files().stream()).forEach(info -> leave(info, Why.UNFIT, reason));
        return List.of();
    }

    private MergePlanner.Candidate candidate(Fact fact) {
        return new MergePlanner.Candidate(
                fact.info().size(),
                fact.schema().isFlat() ? 0 : fact.rowGroups(),
                MergeNames.isMerged(folder.name(fact.info())));
    }
}

package io.lamella.core.table;

import io.lamella.core.event.SurveyTask;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The keys under which a lake keeps its objects. Everything that is kept has its place here and nowhere else.
///
/// A partition is written as its path below the dataset, such as `date=2026-01-01/country=KR`, or `""`.
///
/// @param prefix in front of all keys: empty, or text that ends with `/`
public record LakeKeys(String prefix) {
    private static final Pattern PART = Pattern.compile("part-(\\d{6,9})\\.parquet");
    private static final Pattern STAGED = Pattern.compile("([0-9a-f]{32})\\.([0-9a-z-]{1,64})\\.parquet");
    private static final Pattern RECEIPT = Pattern.compile("([0-9a-f]{32})\\.json");
    private static final Pattern QUARANTINED = Pattern.compile("([0-9a-f]{32})\\.([0-9a-z-]{1,64})\\.ndjson");

    /// What S3 allows a key, in UTF-8.
    private static final int MAX_KEY_BYTES = 1024;

    /// What the longest name of a staged file has behind its partition: slice, attempt and the rest.
    private static final int STAGED_NAME_BYTES = 32 + 1 + 64 + ".parquet".length();

    /// A part among those of its table.
    public record PartName(String partition, int number) {}

    /// A file of one attempt over one slice.
    public record AttemptName(SliceId slice, String attempt) {}

    public LakeKeys {
        if (!prefix.isEmpty() && (!prefix.endsWith("/") || prefix.startsWith("/"))) {
            throw new IllegalArgumentException(
                    "a lake's prefix must end with / and not begin with it but was " + prefix);
        }
    }

    /// What the parts of a partition begin with.
    public String table(String dataset, String partition) {
        return prefix + "tables/" + folder(dataset, partition);
    }

    /// What all parts of a dataset begin with.
    public String table(String dataset) {
        return table(dataset, "");
    }

    public String part(String dataset, String partition, int number) {
        return table(dataset, partition) + "part-%06d.parquet".formatted(number);
    }

    /// Which part of a table has this key; empty if the key is not that of a part.
    public Optional<PartName> partName(String dataset, String key) {
        var path = below(table(dataset), key);
        var partition = folderOf(path);
        return Optional.of(PART.matcher(path.substring(path.lastIndexOf('/') + 1)))
                .filter(Matcher::matches)
                .map(part -> new PartName(partition, Integer.parseInt(part.group(1))))
                .filter(name -> part(dataset, partition, name.number()).equals(key));
    }

    /// What all staged files of a dataset begin with.
    public String staged(String dataset) {
        return staged(dataset, "");
    }

    /// What the staged files of a partition begin with.
    public String staged(String dataset, String partition) {
        return prefix + "staged/" + folder(dataset, partition);
    }

    public String staged(String dataset, String partition, SliceId slice, String attempt) {
        return staged(dataset, partition) + slice + "." + attempt + ".parquet";
    }

    /// Whether a partition's path is short enough for the keys of all that is kept for it, whoever writes it.
    public boolean isPossible(String dataset, String partition) {
        return staged(dataset, partition).getBytes(StandardCharsets.UTF_8).length + STAGED_NAME_BYTES <= MAX_KEY_BYTES;
    }

    /// Which attempt a staged file of a partition is of; empty if the key is not that of a staged file of it.
    public Optional<AttemptName> stagedName(String dataset, String partition, String key) {
        return attemptName(STAGED, below(staged(dataset, partition), key));
    }

    /// The partition that a staged file lies in.
    public String stagedPartition(String dataset, String key) {
        return folderOf(below(staged(dataset), key));
    }

    public String receipt(String dataset, SliceId slice) {
        return receipts(dataset) + slice + ".json";
    }

    /// The slice that a receipt is of; empty if the key is not that of a receipt.
    public Optional<SliceId> receiptSlice(String dataset, String key) {
        var match = RECEIPT.matcher(below(receipts(dataset), key));
        return match.matches() ? Optional.of(new SliceId(match.group(1))) : Optional.empty();
    }

    /// What all receipts of a dataset begin with.
    public String receipts(String dataset) {
        return prefix + "receipts/" + dataset + "/";
    }

    /// What all surveys of a dataset begin with.
    public String surveys(String dataset) {
        return prefix + "surveys/" + dataset + "/";
    }

    /// What all surveys of an object begin with.
    ///
    /// @param object names the whole object
    public String surveys(String dataset, SliceId object) {
        return surveys(dataset) + object + "/";
    }

    /// What those surveys of an object begin with that fit together: of stretches of one size, and by one format.
    public String surveys(SurveyTask task) {
        return surveys(task.rows().dataset(), SliceId.of(task.rows().whole())) + task.sliceBytes() + "-" + task.format()
                + "/";
    }

    public String survey(SurveyTask task) {
        return surveys(task) + "%06d.json".formatted(task.stretch());
    }

    /// How far the survey of a compressed object has come that is not done.
    public String surveyProgress(SurveyTask task) {
        return surveys(task) + "progress.json";
    }

    public String quarantine(String dataset, SliceId slice, String attempt) {
        return quarantine(dataset) + slice + "." + attempt + ".ndjson";
    }

    /// What all quarantine files of a dataset begin with.
    public String quarantine(String dataset) {
        return prefix + "quarantine/" + dataset + "/";
    }

    /// Which attempt a quarantine file is of; empty if the key is not that of a quarantine file.
    public Optional<AttemptName> quarantineName(String dataset, String key) {
        return attemptName(QUARANTINED, below(quarantine(dataset), key));
    }

    /// Where the rows of a quarantine file are put to be read again.
    public String replay(String dataset, AttemptName quarantined) {
        return prefix + "replays/" + dataset + "/" + quarantined.slice() + "." + quarantined.attempt() + ".rows";
    }

    private static Optional<AttemptName> attemptName(Pattern form, String name) {
        var match = form.matcher(name);
        return match.matches()
                ? Optional.of(new AttemptName(new SliceId(match.group(1)), match.group(2)))
                : Optional.empty();
    }

    private static String folder(String dataset, String partition) {
        return partition.isEmpty() ? dataset + "/" : dataset + "/" + partition + "/";
    }

    private static String folderOf(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    private static String below(String prefix, String key) {
        return key.startsWith(prefix) ? key.substring(prefix.length()) : "";
    }
}

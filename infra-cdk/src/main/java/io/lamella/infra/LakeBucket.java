package io.lamella.infra;

import io.lamella.core.table.Dataset;
import io.lamella.core.table.Lake;
import io.lamella.core.table.LakeKeys;
import io.lamella.entry.wiring.config.Config;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.StorageClass;
import software.amazon.awscdk.services.s3.Transition;
import software.constructs.Construct;

/// The bucket of the tables.
///
/// Nothing that lies below `staged/` or `receipts/` ever expires: rows would be lost, or come twice (I5). So no rule here has an
/// expiration but the one for quarantine. Versions that were replaced or deleted count for nothing, wherever they lie.
final class LakeBucket extends Construct {
    private static final Duration DAY = Duration.ofDays(1);

    private final Bucket bucket;

    LakeBucket(Construct scope, String id, Config config, Settings settings, Storage storage) {
        super(scope, id);
        refuseSource(config);
        bucket = storage.bucket(
                this,
                storage.properties(config.lake().bucket())
                        .versioned(settings.versioned())
                        .lifecycleRules(rules(config, settings)));
        getNode().addValidation(this::objectLock);
    }

    Bucket bucket() {
        return bucket;
    }

    private static void refuseSource(Config config) {
        String lake = config.lake().bucket();
        config.datasets().stream()
                .flatMap(dataset -> dataset.sources().stream())
                .filter(source -> source.bucket().equals(lake))
                .findFirst()
                .ifPresent(source -> {
                    throw new SettingException(
                            "the lake must not be a source bucket, but " + source + " is read from it:"
                                    + " a notification for each object that is written to a table would come back. Choose another"
                                    + " `lake.bucket`");
                });
    }

    /// Whoever adds to this stack must not add this.
    private List<String> objectLock() {
        var made = (CfnBucket) Objects.requireNonNull(bucket.getNode().getDefaultChild());
        boolean locked = Boolean.TRUE.equals(made.getObjectLockEnabled()) || made.getObjectLockConfiguration() != null;
        return locked
                ? List.of(
                        "the lake must not have Object Lock: each append replaces an object, and what is staged is deleted"
                                + " once it is published, so every version of both would be kept and paid for")
                : List.of();
    }

    private static List<LifecycleRule> rules(Config config, Settings settings) {
        String prefix = config.lake().prefix();
        var rules = new ArrayList<LifecycleRule>();
        for (String folder : Lake.FOLDERS) {
            // What the sweeper does, in case it does not run.
            rules.add(LifecycleRule.builder()
                    .id("abort-uploads-to-" + folder.replace("/", ""))
                    .prefix(prefix + folder)
                    .abortIncompleteMultipartUploadAfter(Cdk.duration(DAY))
                    .build());
        }
        settings.quarantineDays()
                .ifPresent(days -> rules.add(LifecycleRule.builder()
                        .id("expire-quarantine")
                        .prefix(prefix + "quarantine/")
                        .expiration(Cdk.duration(Duration.ofDays(days)))
                        .build()));
        if (settings.versioned()) {
            for (String folder : Lake.FOLDERS) {
                // Each append leaves a copy of the whole part behind, and whatever is deleted or expires stays as an
                // old version.
                rules.add(LifecycleRule.builder()
                        .id("forget-old-versions-of-" + folder.replace("/", ""))
                        .prefix(prefix + folder)
                        .noncurrentVersionExpiration(Cdk.duration(DAY))
                        // The mark of a deletion, once no version is left that it hides. It is no object, so none
                        // expires.
                        .expiredObjectDeleteMarker(true)
                        .build());
            }
        }
        settings.coldDays()
                .ifPresent(days -> config.datasets().stream()
                        .map(dataset -> coldParts(config.lake(), dataset, days, settings.schedule()))
                        .forEach(rules::add));
        return rules;
    }

    /// S3 cannot tell a head from a sealed part. But a part that was left alone for longer than `seal-after` is sealed by the next
    /// sweep, which has a day to come.
    private static LifecycleRule coldParts(Lake lake, Dataset dataset, int days, SweepSchedule schedule) {
        boolean sealedByThen = dataset.append() == Dataset.AppendMode.NEVER
                || dataset.sealAfter()
                        .filter(age -> age.compareTo(Duration.ofDays(days - 1L)) <= 0)
                        .isPresent();
        if (!sealedByThen) {
            throw Setting.COLD_DAYS.mustBe(
                    "at least a day more than `seal-after` of every dataset, so that no part that is still appended to moves to"
                            + " cheaper storage; dataset " + dataset.name() + " has "
                            + dataset.sealAfter()
                                    .map(age -> "`seal-after: " + age.toHours() + "h`")
                                    .orElse("none")
                            + ",",
                    Integer.toString(days));
        }
        if (dataset.append() != Dataset.AppendMode.NEVER && !schedule.isDaily()) {
            throw Setting.SCHEDULE.mustBe(
                    "once a day at least if `cold-days` is set, because it is the sweeper that seals the parts of dataset "
                            + dataset.name()
                            + ": `rate(1 day)` or less, or a `cron` with `*` and `?` for all of its days,"
                            + " months and years,",
                    schedule.expression());
        }
        return LifecycleRule.builder()
                .id("cold-parts-of-" + dataset.name())
                .prefix(new LakeKeys(lake.prefix()).table(dataset.name()))
                .transitions(List.of(Transition.builder()
                        .storageClass(StorageClass.INFREQUENT_ACCESS)
                        .transitionAfter(Cdk.duration(Duration.ofDays(days)))
                        .build()))
                .build();
    }
}

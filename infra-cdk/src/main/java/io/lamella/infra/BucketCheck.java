package io.lamella.infra;

import io.lamella.core.plan.MergeSchedule;
import io.lamella.entry.wiring.config.Config;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Refuses, before anything is created, what is bound to fail halfway or later: buckets of sources and of folders of others that
/// are not there, or in another region, and names that somebody else has.
///
/// A bucket that is to be made and is there already, in the stack's region, may be the stack's own: that is left to
/// CloudFormation, which knows, and [looks](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/validate-stack-deployments.html)
/// for names that are taken before it makes anything.
final class BucketCheck {
    private final BucketLookup lookup;
    private final String region;

    BucketCheck(BucketLookup lookup, String region) {
        this.lookup = lookup;
        this.region = region;
    }

    /// @throws SettingException for the first bucket with which the deployment would fail
    void check(Config config, Settings settings) {
        checkMade(config.lake().bucket(), "lake.bucket");
        for (var source : Source.of(config.datasets())) {
            if (settings.existingSources().contains(source.bucket())) {
                checkExisting(source.bucket());
            } else {
                checkMade(source.bucket(), "the bucket of `source`");
            }
        }
        var made = Stream.concat(
                        Stream.of(config.lake().bucket()),
                        Source.of(config.datasets()).stream().map(Source::bucket))
                .collect(Collectors.toSet());
        config.merge().map(MergeSchedule::sources).orElse(List.of()).stream()
                .map(MergeSchedule.Source::bucket)
                .distinct()
                .filter(bucket -> !made.contains(bucket))
                .forEach(this::checkMerged);
    }

    /// Nothing of it is made here, but a sweep would fail each time.
    private void checkMerged(String bucket) {
        var answer = ask(bucket);
        if (isGone(answer)) {
            throw new SettingException("`sources` under `merge:` names the bucket `" + bucket
                    + "`, and there is no such bucket. Make it first, or correct the name in lamella.yaml");
        }
        elsewhere(answer).ifPresent(other -> {
            throw new SettingException(
                    "the bucket `" + bucket + "` under `merge:` is in " + other + " and the stack in "
                            + region
                            + ": the sweeper reaches buckets of its own region alone. Merge it by a stack of its own, there:"
                            + " AWS_REGION=" + other + " cdk deploy …");
        });
    }

    private void checkExisting(String bucket) {
        var answer = ask(bucket);
        if (isGone(answer)) {
            throw new SettingException(
                    "existing-sources names the bucket `" + bucket
                            + "`, and there is no such bucket. Leave it out to have it made, or correct the name in lamella.yaml");
        }
        elsewhere(answer).ifPresent(other -> {
            throw new SettingException("the source bucket `" + bucket + "` is in " + other + " and the stack in "
                    + region
                    + ": S3 tells only queues of its own region of what lands. Deploy there: AWS_REGION=" + other
                    + " cdk deploy …");
        });
    }

    private void checkMade(String bucket, String where) {
        elsewhere(ask(bucket)).ifPresent(other -> {
            throw new SettingException(
                    "the bucket `" + bucket + "` is to be made in " + region + " and is there already, in "
                            + other + ": names of buckets are the same for all of AWS. Take another for " + where
                            + " in lamella.yaml, or deploy in " + other);
        });
    }

    private static boolean isGone(Optional<BucketLookup.Answer> answer) {
        return answer.filter(known -> !known.exists()).isPresent();
    }

    private Optional<String> elsewhere(Optional<BucketLookup.Answer> answer) {
        return answer.flatMap(BucketLookup.Answer::region).filter(other -> !other.equals(region));
    }

    /// Empty if S3 could not be asked, which is no reason not to go on.
    private Optional<BucketLookup.Answer> ask(String bucket) {
        try {
            return Optional.of(lookup.ask(bucket));
        } catch (IOException e) {
            System.err.println("Could not look whether the bucket " + bucket + " is there, and goes on: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }
}

package io.lamella.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static software.amazon.awscdk.assertions.Match.absent;
import static software.amazon.awscdk.assertions.Match.anyValue;
import static software.amazon.awscdk.assertions.Match.objectLike;

import io.lamella.core.table.Lake;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.CfnBucket;

class LakeBucketTest {
    private final Template template = Deployment.ofEvents().template();

    /// The properties of the lake's lifecycle rules, by id.
    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> rules(Template template) {
        var lake = template.findResources("AWS::S3::Bucket", Map.of("Properties", Map.of("BucketName", "lake")));
        assertThat(lake).hasSize(1);
        var properties = (Map<String, Object>) lake.values().iterator().next().get("Properties");
        return (List<Map<String, Object>>)
                ((Map<String, Object>) properties.get("LifecycleConfiguration")).get("Rules");
    }

    @Test
    void isClosedEncryptedAndUnversioned() {
        template.hasResourceProperties(
                "AWS::S3::Bucket",
                Map.of(
                        "BucketName",
                        "lake",
                        "PublicAccessBlockConfiguration",
                        Map.of(
                                "BlockPublicAcls", true,
                                "BlockPublicPolicy", true,
                                "IgnorePublicAcls", true,
                                "RestrictPublicBuckets", true),
                        "BucketEncryption",
                        anyValue(),
                        "VersioningConfiguration",
                        absent(),
                        "ObjectLockEnabled",
                        absent()));
    }

    @Test
    void isReachedByTlsAlone() {
        var statement = objectLike(Map.of(
                "Effect",
                "Deny",
                "Action",
                "s3:*",
                "Condition",
                Map.of("Bool", Map.of("aws:SecureTransport", "false"))));
        // The lake's and the source's.
        template.resourcePropertiesCountIs(
                "AWS::S3::BucketPolicy",
                Map.of("PolicyDocument", objectLike(Map.of("Statement", List.of(statement)))),
                2);
    }

    @Test
    void freesUploadsThatNobodyCompletesAfterADay() {
        assertThat(rules(template))
                .extracting(rule -> rule.get("Prefix") + " " + rule.get("AbortIncompleteMultipartUpload"))
                .containsExactlyInAnyOrder(
                        "tables/ {DaysAfterInitiation=1}",
                        "staged/ {DaysAfterInitiation=1}",
                        "receipts/ {DaysAfterInitiation=1}",
                        "surveys/ {DaysAfterInitiation=1}",
                        "quarantine/ {DaysAfterInitiation=1}",
                        "replays/ {DaysAfterInitiation=1}");
    }

    /// I5: receipts live as long as the table, and what is staged is deleted by whoever published it.
    @Test
    void expiresNothingButQuarantine() {
        var all = Deployment.of(Deployment.EVENTS + "    seal-after: 2d\n")
                .with("versioned", "true")
                .with("quarantine-days", 90)
                .with("cold-days", 30)
                .template();
        assertThat(rules(all))
                .filteredOn(rule -> rule.containsKey("ExpirationInDays") || rule.containsKey("ExpirationDate"))
                .extracting(rule -> rule.get("Prefix") + " " + rule.get("ExpirationInDays"))
                .containsExactly("quarantine/ 90");
    }

    @Test
    void forgetsOldVersionsAfterADay() {
        var versioned = Deployment.ofEvents().with("versioned", "true").template();
        assertThat(rules(versioned))
                .filteredOn(rule -> rule.containsKey("NoncurrentVersionExpiration"))
                .extracting(rule -> rule.get("Prefix") + " " + rule.get("NoncurrentVersionExpiration"))
                .containsExactlyInAnyOrderElementsOf(Lake.FOLDERS.stream()
                        .map(folder -> folder + " {NoncurrentDays=1}")
                        .toList());
        assertThat(rules(template)).noneMatch(rule -> rule.containsKey("NoncurrentVersionExpiration"));
    }

    /// What expires in a versioned bucket is only marked as deleted: the rows go a day later, and then the mark.
    @Test
    void forgetsRejectedRowsForGood() {
        var versioned = Deployment.ofEvents()
                .with("versioned", "true")
                .with("quarantine-days", 90)
                .template();
        assertThat(rules(versioned))
                .filteredOn(rule -> "quarantine/".equals(rule.get("Prefix")))
                .anyMatch(rule -> "90".equals(String.valueOf(rule.get("ExpirationInDays"))))
                .anyMatch(rule -> "{NoncurrentDays=1}".equals(String.valueOf(rule.get("NoncurrentVersionExpiration")))
                        && Boolean.TRUE.equals(rule.get("ExpiredObjectDeleteMarker")))
                // S3 takes no rule that says both.
                .noneMatch(
                        rule -> rule.containsKey("ExpirationInDays") && rule.containsKey("ExpiredObjectDeleteMarker"));
    }

    @Test
    void movesPartsThatAreSealedForSure() {
        var cold = Deployment.of(Deployment.EVENTS + "    seal-after: 29d\n").with("cold-days", 30);
        assertThat(rules(cold.template()))
                .filteredOn(rule -> rule.containsKey("Transitions"))
                .extracting(rule -> rule.get("Prefix") + " " + rule.get("Transitions"))
                .containsExactly("tables/events/ [{StorageClass=STANDARD_IA, TransitionInDays=30}]");
    }

    @Test
    void movesNoHead() {
        assertThatThrownBy(() -> Deployment.ofEvents().with("cold-days", 30).template())
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("dataset events has none");
        assertThatThrownBy(() -> Deployment.of(Deployment.EVENTS + "    seal-after: 30d\n")
                        .with("cold-days", 30)
                        .template())
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("`seal-after: 720h`");
    }

    /// Nothing but a sweep seals a head for its age.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "rate(2 days)",
                "rate(25 hours)",
                "rate(1441 minutes)",
                "rate(99999 minutes)",
                "cron(0 3 1 * ? *)",
                "cron(0 3 ? * MON *)",
                "cron(0 3 * 1 ? *)",
                "cron(0 3 * * ? 2026)"
            })
    void movesNoPartsThatAreSweptTooRarely(String schedule) {
        var rare = Deployment.of(Deployment.EVENTS + "    seal-after: 29d\n")
                .with("cold-days", 30)
                .with("schedule", schedule);
        assertThatThrownBy(rare::template)
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("schedule must be once a day at least if `cold-days` is set")
                .hasMessageContaining("dataset events")
                .hasMessageContaining("but is `" + schedule + "`");
        var neverAppended = Deployment.of(Deployment.EVENTS + "    append: never\n")
                .with("cold-days", 30)
                .with("schedule", schedule);
        assertThat(rules(neverAppended.template())).anyMatch(rule -> rule.containsKey("Transitions"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rate(1 day)", "rate(24 hours)", "cron(0 3 * * ? *)", "cron(0/5 8-17 ? * * *)"})
    void movesPartsThatAreSweptDaily(String schedule) {
        var daily = Deployment.of(Deployment.EVENTS + "    seal-after: 29d\n")
                .with("cold-days", 30)
                .with("schedule", schedule);
        assertThat(rules(daily.template())).anyMatch(rule -> rule.containsKey("Transitions"));
    }

    @Test
    void isKeptUnlessAskedOtherwise() {
        var retained = Map.of("DeletionPolicy", "Retain", "UpdateReplacePolicy", "Retain");
        assertThat(template.findResources("AWS::S3::Bucket", retained)).hasSize(2);
        template.resourceCountIs("Custom::S3AutoDeleteObjects", 0);
        var deleting = Deployment.ofEvents().with("delete-data", "true").template();
        assertThat(deleting.findResources("AWS::S3::Bucket", Map.of("DeletionPolicy", "Delete")))
                .hasSize(2);
        deleting.resourceCountIs("Custom::S3AutoDeleteObjects", 2);
    }

    @Test
    void neverDeletesItsKey() {
        var encrypted = Deployment.ofEvents().with("encryption", "kms").with("delete-data", "true");
        assertThat(encrypted
                        .template()
                        .findResources(
                                "AWS::KMS::Key",
                                Map.of("DeletionPolicy", "Retain", "Properties", Map.of("EnableKeyRotation", true))))
                .hasSize(1);
    }

    @Test
    void isNoSource() {
        var circular = Deployment.EVENTS.replace("s3://landing", "s3://lake");
        assertThatThrownBy(() -> Deployment.of(circular).template())
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("s3://lake/events/**/*.csv is read from it");
    }

    @Test
    void hasNoObjectLock() {
        var stack = Deployment.ofEvents().stack();
        var bucket = (Bucket) stack.getNode().findChild("Lake").getNode().findChild("Bucket");
        ((CfnBucket) Objects.requireNonNull(bucket.getNode().getDefaultChild())).setObjectLockEnabled(true);
        var app = (App) Objects.requireNonNull(stack.getNode().getRoot());
        assertThatThrownBy(app::synth).hasMessageContaining("the lake must not have Object Lock");
    }
}

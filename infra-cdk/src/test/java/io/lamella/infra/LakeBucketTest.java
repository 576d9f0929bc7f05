package io.lamella.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static software.amazon.awscdk.assertions.Match.absent;
import static software.amazon.awscdk.assertions.Match.anyValue;
import static software.amazon.awscdk.assertions.Match.objectLike;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
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
                .containsExactlyInAnyOrder("tables/ {NoncurrentDays=1}", "staged/ {NoncurrentDays=1}");
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

package io.lamella.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static software.amazon.awscdk.assertions.Match.anyValue;
import static software.amazon.awscdk.assertions.Match.objectLike;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Template;

class SourceBucketTest {
    private static final String SEVERAL = """
            lake: {bucket: lake}
            datasets:
              nested:
                sources: ["s3://landing/a/b/*.csv", "s3://landing/a/**", "s3://landing/c/*.csv", "s3://uploads/*.csv"]
                columns: {id: string}
            """;

    private final Template template = Deployment.of(SEVERAL).template();

    @Test
    void tellsOfWhatMayMatchAndOnce() {
        // S3 refuses prefixes that overlap, so a/b/ is part of a/.
        var ofLanding = List.of(notification("a/"), notification("c/"));
        template.hasResourceProperties(
                "AWS::S3::Bucket",
                Map.of("BucketName", "landing", "NotificationConfiguration", Map.of("QueueConfigurations", ofLanding)));
    }

    @Test
    void tellsOfAWholeBucketWithoutAFilter() {
        var all = Map.of("Event", "s3:ObjectCreated:*", "Queue", anyValue());
        template.hasResourceProperties(
                "AWS::S3::Bucket",
                Map.of(
                        "BucketName",
                        "uploads",
                        "NotificationConfiguration",
                        Map.of("QueueConfigurations", List.of(all))));
    }

    /// S3 refuses a notification to a queue that does not take it yet.
    @Test
    void waitsForTheQueuesPolicy() {
        var landing = template.findResources("AWS::S3::Bucket", Map.of("Properties", Map.of("BucketName", "landing")));
        assertThat(landing.values().iterator().next().get("DependsOn").toString())
                .contains("IngestQueuePolicy");
    }

    @Test
    void addsToABucketThatIsThereAlready() {
        var existing =
                Deployment.of(SEVERAL).with("existing-sources", "landing").template();
        existing.resourceCountIs("AWS::S3::Bucket", 2);
        existing.hasResourceProperties(
                "Custom::S3BucketNotifications",
                Map.of(
                        "BucketName",
                        "landing",
                        "Managed",
                        false,
                        "NotificationConfiguration",
                        objectLike(Map.of(
                                "QueueConfigurations",
                                List.of(
                                        objectLike(Map.of("Events", List.of("s3:ObjectCreated:*"))),
                                        objectLike(Map.of("Events", List.of("s3:ObjectCreated:*"))))))));
    }

    @Test
    void knowsTheSourcesThatAreThere() {
        assertThatThrownBy(() -> Deployment.of(SEVERAL)
                        .with("existing-sources", "landings")
                        .template())
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("source buckets of lamella.yaml, [landing, uploads]");
    }

    private static Map<String, Object> notification(String prefix) {
        var rule = Map.of("Name", "prefix", "Value", prefix);
        return Map.of(
                "Event",
                "s3:ObjectCreated:*",
                "Queue",
                anyValue(),
                "Filter",
                Map.of("S3Key", Map.of("Rules", List.of(rule))));
    }
}

package io.lamella.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Template;

/// Each function may do what its stage does, and nothing else. A line that is added here needs its reason beside it.
class PermissionsTest {
    private final Template template = Deployment.of(Deployment.EVENTS.replace("  interval: 5m", "  prefix: warehouse"))
            .with("encryption", "kms")
            .with("source-keys", "arn:aws:kms:eu-west-1:111122223333:key/landing")
            .template();

    @Test
    void ingestReadsSourcesAndWritesAllButTables() {
        assertThat(allowed("Ingest"))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        // The objects that land.
                        Map.entry("s3:GetObject landing/events/*", "ReadSources"),
                        // An object that was deleted before it was read answers 404, not 403, to those alone who may
                        // list; so
                        // does a receipt that is not there yet.
                        Map.entry("s3:ListBucket landing", "TellGoneFromForbidden"),
                        Map.entry("s3:ListBucket lake", "TellGoneFromForbidden"),
                        // Uploads, their end without a result, and what was staged by an attempt that lost.
                        Map.entry("s3:PutObject lake/warehouse/staged/*", "Stage"),
                        Map.entry("s3:AbortMultipartUpload lake/warehouse/staged/*", "Stage"),
                        Map.entry("s3:DeleteObject lake/warehouse/staged/*", "Stage"),
                        Map.entry("s3:PutObject lake/warehouse/quarantine/*", "Stage"),
                        Map.entry("s3:AbortMultipartUpload lake/warehouse/quarantine/*", "Stage"),
                        Map.entry("s3:DeleteObject lake/warehouse/quarantine/*", "Stage"),
                        // If-Match needs GetObject beside PutObject, and a receipt that is there is read.
                        Map.entry("s3:GetObject lake/warehouse/receipts/*", "WriteReceipts"),
                        Map.entry("s3:PutObject lake/warehouse/receipts/*", "WriteReceipts"),
                        Map.entry("sqs:SendMessage MergeQueue", "RequestMerges"),
                        // Lambda receives in the function's name.
                        Map.entry("sqs:ReceiveMessage IngestQueue", "WorkOff"),
                        Map.entry("sqs:DeleteMessage IngestQueue", "WorkOff"),
                        Map.entry("sqs:GetQueueAttributes IngestQueue", "WorkOff"),
                        // Multipart uploads under KMS need both.
                        Map.entry("kms:Decrypt Key", "UseKey"),
                        Map.entry("kms:GenerateDataKey Key", "UseKey"),
                        Map.entry("kms:Decrypt arn:aws:kms:eu-west-1:111122223333:key/landing", "DecryptSources"),
                        Map.entry("logs:CreateLogStream Ingest", "WriteLog"),
                        Map.entry("logs:PutLogEvents Ingest", "WriteLog")));
    }

    @Test
    void compactPublishesAndDeletesNothingButWhatIsStaged() {
        assertThat(allowed("Compact"))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        // What is staged, and the parts.
                        Map.entry("s3:ListBucket lake", "ListLake"),
                        Map.entry("s3:GetObject lake/warehouse/staged/*", "ReadStaged"),
                        // Which attempt counts.
                        Map.entry("s3:GetObject lake/warehouse/receipts/*", "ReadStaged"),
                        // Heads are read, copied and replaced under If-Match; never deleted.
                        Map.entry("s3:GetObject lake/warehouse/tables/*", "Commit"),
                        Map.entry("s3:PutObject lake/warehouse/tables/*", "Commit"),
                        Map.entry("s3:AbortMultipartUpload lake/warehouse/tables/*", "Commit"),
                        Map.entry("s3:DeleteObject lake/warehouse/staged/*", "DeletePublished"),
                        Map.entry("sqs:SendMessage MergeQueue", "RequestTheRest"),
                        Map.entry("sqs:ReceiveMessage MergeQueue", "WorkOff"),
                        Map.entry("sqs:DeleteMessage MergeQueue", "WorkOff"),
                        Map.entry("sqs:GetQueueAttributes MergeQueue", "WorkOff"),
                        Map.entry("kms:Decrypt Key", "UseKey"),
                        Map.entry("kms:GenerateDataKey Key", "UseKey"),
                        Map.entry("logs:CreateLogStream Compact", "WriteLog"),
                        Map.entry("logs:PutLogEvents Compact", "WriteLog")));
    }

    @Test
    void sweepDeletesNoRows() {
        assertThat(allowed("Sweep"))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("s3:ListBucket lake", "ListLake"),
                        // Leaked uploads.
                        Map.entry("s3:ListBucketMultipartUploads lake", "ListLake"),
                        Map.entry("s3:GetObject lake/warehouse/receipts/*", "ReadReceipts"),
                        Map.entry("s3:GetObject lake/warehouse/tables/*", "SealAndSettle"),
                        Map.entry("s3:PutObject lake/warehouse/tables/*", "SealAndSettle"),
                        Map.entry("s3:AbortMultipartUpload lake/warehouse/tables/*", "AbortLeakedUploads"),
                        Map.entry("s3:AbortMultipartUpload lake/warehouse/staged/*", "AbortLeakedUploads"),
                        Map.entry("s3:AbortMultipartUpload lake/warehouse/quarantine/*", "AbortLeakedUploads"),
                        // What attempts left behind that lost.
                        Map.entry("s3:DeleteObject lake/warehouse/staged/*", "DeleteLostAttempts"),
                        Map.entry("s3:DeleteObject lake/warehouse/quarantine/*", "DeleteLostAttempts"),
                        Map.entry("sqs:SendMessage MergeQueue", "RequestMerges"),
                        Map.entry("kms:Decrypt Key", "UseKey"),
                        Map.entry("kms:GenerateDataKey Key", "UseKey"),
                        Map.entry("logs:CreateLogStream Sweep", "WriteLog"),
                        Map.entry("logs:PutLogEvents Sweep", "WriteLog")));
    }

    @Test
    void hasNoManagedPolicies() {
        assertThat(template.findResources(
                        "AWS::IAM::Role", Map.of("Properties", Map.of("ManagedPolicyArns", List.of()))))
                .isEmpty();
        assertThat(template.toJSON().toString()).doesNotContain("ManagedPolicyArns");
        template.resourceCountIs("AWS::IAM::Policy", 0);
    }

    /// "action resource" to the statement that allows it.
    private Map<String, String> allowed(String function) {
        var role = template.findResources("AWS::IAM::Role").entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(function))
                .findFirst()
                .orElseThrow()
                .getValue();
        var allowed = new TreeMap<String, String>();
        statements(role).forEach(statement -> {
            assertThat(statement.get("Effect")).isEqualTo("Allow");
            list(statement.get("Action"))
                    .forEach(action -> list(statement.get("Resource"))
                            .forEach(resource ->
                                    allowed.put(action + " " + shown(resource), String.valueOf(statement.get("Sid")))));
        });
        return allowed;
    }

    @SuppressWarnings("unchecked")
    private static Stream<Map<String, Object>> statements(Map<String, Object> role) {
        var properties = (Map<String, Object>) role.get("Properties");
        return ((List<Map<String, Map<String, List<Map<String, Object>>>>>) properties.get("Policies"))
                .stream().flatMap(policy -> policy.get("PolicyDocument").get("Statement").stream());
    }

    private static List<?> list(Object oneOrMany) {
        return oneOrMany instanceof List<?> many ? many : List.of(oneOrMany);
    }

    /// An ARN as it reads: without what CloudFormation puts together, and with the names of our resources.
    private static String shown(Object resource) {
        return switch (resource) {
            case String text -> text;
            case Map<?, ?> map
            when map.containsKey("Fn::Join") ->
                list(list(map.get("Fn::Join")).get(1)).stream()
                        .map(PermissionsTest::shown)
                        .reduce("", String::concat)
                        .replaceFirst("^arn:AWS::Partition:s3:::", "");
            case Map<?, ?> map
            when map.containsKey("Fn::GetAtt") ->
                name(String.valueOf(list(map.get("Fn::GetAtt")).getFirst()));
            case Map<?, ?> map -> String.valueOf(map.get("Ref"));
            default -> throw new AssertionError(resource);
        };
    }

    private static String name(String logicalId) {
        return Stream.of("IngestQueue", "MergeQueue", "Key", "Ingest", "Compact", "Sweep")
                .filter(logicalId::startsWith)
                .findFirst()
                .orElseGet(() -> logicalId.startsWith("LakeBucket") ? "lake" : logicalId);
    }
}

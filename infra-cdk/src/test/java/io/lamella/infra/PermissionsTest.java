package io.lamella.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Template;

/// Each function may do what its stage was seen to do, and nothing else but for a reason that stands here.
///
/// What was seen is recorded by a test of the pipeline, over the very configuration that the stack is made of here.
class PermissionsTest {
    private static final Path CALLS = Path.of("../src/test/resources/io/lamella/adapter/s3/calls");

    /// Multipart uploads under KMS need both.
    private static final Map<String, String> KMS = Map.of(
            "kms:Decrypt Key", "S3 decrypts what it gives, and the parts that it puts together",
            "kms:GenerateDataKey Key", "S3 encrypts what it takes");

    private final Template template;

    PermissionsTest() throws IOException {
        template = Deployment.of(Files.readString(CALLS.resolve("lamella.yaml")))
                .with("encryption", "kms")
                .with("source-keys", "arn:aws:kms:eu-west-1:111122223333:key/landing")
                .template();
    }

    @Test
    void ingestReadsSourcesAndWritesAllButTables() throws IOException {
        requireLeast(
                "ingest",
                Map.ofEntries(
                        Map.entry("s3:ListBucket landing", "S3 tells gone from forbidden to those alone who may list"),
                        Map.entry("sqs:SendMessage MergeQueue", "Asks for merges"),
                        Map.entry("sqs:SendMessage IngestQueue", "Has big objects converted in slices"),
                        Map.entry("sqs:ReceiveMessage IngestQueue", "Lambda works the queue off in its name"),
                        Map.entry("sqs:DeleteMessage IngestQueue", "The same"),
                        Map.entry("sqs:GetQueueAttributes IngestQueue", "The same"),
                        Map.entry(
                                "kms:Decrypt arn:aws:kms:eu-west-1:111122223333:key/landing",
                                "Sources are encrypted with it")));
    }

    @Test
    void compactPublishesAndDeletesNothingButWhatIsStaged() throws IOException {
        requireLeast(
                "compact",
                Map.ofEntries(
                        Map.entry(
                                "s3:AbortMultipartUpload lake/warehouse/tables/*",
                                "Frees the upload of a commit that lost"),
                        Map.entry("sqs:SendMessage MergeQueue", "Asks for what is left"),
                        Map.entry("sqs:ReceiveMessage MergeQueue", "Lambda works the queue off in its name"),
                        Map.entry("sqs:DeleteMessage MergeQueue", "The same"),
                        Map.entry("sqs:GetQueueAttributes MergeQueue", "The same")));
    }

    @Test
    void sweepDeletesNoRowsButThoseOfOthersThatItMerged() throws IOException {
        requireLeast(
                "sweep",
                Map.of(
                        "sqs:SendMessage MergeQueue",
                        "Asks for merges",
                        "sqs:SendMessage FailedSweepsQueue",
                        "Lambda puts sweeps aside that failed, in its name",
                        "s3:AbortMultipartUpload exports/daily/*",
                        "Frees the upload of a merge that was killed"));
    }

    /// A test of the test: what is missing and what is too much are both seen.
    @Test
    void whatIsMissingAndWhatIsTooMuchAreSeen() throws IOException {
        var needed = needed("compact");
        var allowed = new TreeSet<>(needed);
        allowed.remove("s3:PutObject lake/warehouse/tables/*");
        allowed.add("s3:DeleteObject lake/warehouse/tables/*");

        assertThat(needed).contains("s3:PutObject lake/warehouse/tables/*");
        assertThatThrownBy(() -> requireLeast(allowed, needed, Map.of()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("s3:PutObject lake/warehouse/tables/*")
                .hasMessageContaining("s3:DeleteObject lake/warehouse/tables/*");
        assertThatThrownBy(() -> requireLeast(needed, needed, Map.of("s3:GetObject elsewhere/*", "")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("s3:GetObject elsewhere/*");
    }

    /// @param reasons what is allowed that was not recorded, and why
    private void requireLeast(String function, Map<String, String> reasons) throws IOException {
        var all = new TreeMap<>(reasons);
        all.putAll(KMS);
        all.put("logs:CreateLogStream " + logicalName(function), "Lambda writes its log in its name");
        all.put("logs:PutLogEvents " + logicalName(function), "The same");
        requireLeast(allowed(template, logicalName(function)).keySet(), needed(function), all);
    }

    private static void requireLeast(Set<String> allowed, Set<String> needed, Map<String, String> reasons) {
        assertThat(reasons.keySet()).as("reasons for what was not recorded").doesNotContainAnyElementsOf(needed);
        var expected = new TreeSet<>(needed);
        expected.addAll(reasons.keySet());
        assertThat(allowed).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static String logicalName(String function) {
        return function.substring(0, 1).toUpperCase(Locale.ROOT) + function.substring(1);
    }

    /// What the recorded calls of a function need.
    private static Set<String> needed(String function) throws IOException {
        return Files.readAllLines(CALLS.resolve(function + ".txt")).stream()
                .flatMap(PermissionsTest::permissions)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// See [Required permissions for Amazon S3 API
    /// operations](https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html).
    private static Stream<String> permissions(String call) {
        var words = call.split(" ", -1);
        var place = words[1];
        var bucket = place.substring(0, place.indexOf('/'));
        return switch (words[0]) {
            case "GetObject", "HeadObject" -> Stream.of("s3:GetObject " + place + "*");
            // With If-Match S3 asks for GetObject, too: it tells which version is there.
            case "PutObject", "CompleteMultipartUpload" ->
                words.length > 2
                        ? Stream.of("s3:PutObject " + place + "*", "s3:GetObject " + place + "*")
                        : Stream.of("s3:PutObject " + place + "*");
            case "CreateMultipartUpload", "UploadPart" -> Stream.of("s3:PutObject " + place + "*");
            case "UploadPartCopy" -> Stream.of("s3:PutObject " + place + "*", "s3:GetObject " + words[3] + "*");
            case "AbortMultipartUpload" -> Stream.of("s3:AbortMultipartUpload " + place + "*");
            case "DeleteObject", "DeleteObjects" -> Stream.of("s3:DeleteObject " + place + "*");
            case "ListObjectsV2" -> Stream.of("s3:ListBucket " + bucket);
            case "ListMultipartUploads" -> Stream.of("s3:ListBucketMultipartUploads " + bucket);
            default -> throw new AssertionError("what does this call need? " + call);
        };
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
    private static Map<String, String> allowed(Template template, String function) {
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
        return Stream.of("IngestQueue", "MergeQueue", "FailedSweepsQueue", "Key", "Ingest", "Compact", "Sweep")
                .filter(logicalId::startsWith)
                .findFirst()
                .orElseGet(() -> logicalId.startsWith("LakeBucket") ? "lake" : logicalId);
    }
}

package io.lamella.infra;

import io.lamella.core.plan.MergeSchedule;
import io.lamella.core.table.LakeKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.sqs.Queue;

/// What each function may do: the calls that its stage makes, on the folders that it makes them on, and nothing else.
///
/// @param lake ARN of the lake's bucket
/// @param key that the lake is encrypted with; empty if S3 manages the keys
record Permissions(String lake, LakeKeys keys, Optional<IKey> key, Queue merge) {
    private static final String GET = "s3:GetObject";
    private static final String PUT = "s3:PutObject";
    private static final String DELETE = "s3:DeleteObject";
    private static final String ABORT = "s3:AbortMultipartUpload";
    private static final String LIST = "s3:ListBucket";
    private static final String LIST_UPLOADS = "s3:ListBucketMultipartUploads";

    /// @param partition such as `aws`
    /// @param sourceKeys ARNs of the keys that objects of sources are encrypted with
    PolicyDocument ingest(String partition, List<Source> sources, List<String> sourceKeys, Queue ingest) {
        var statements = new ArrayList<>(List.of(
                allow(
                        "ReadSources",
                        List.of(GET),
                        sources.stream()
                                .flatMap(source -> source.prefixes().stream()
                                        .map(prefix -> sourceArn(partition, source) + "/" + prefix + "*"))
                                .toList()),
                // Without it, S3 answers 403 for an object that is gone, and not 404. A condition on the prefix would
                // not do:
                // a request for an object has none.
                allow(
                        "TellGoneFromForbidden",
                        List.of(LIST),
                        Stream.concat(sources.stream().map(source -> sourceArn(partition, source)), Stream.of(lake))
                                .toList()),
                allow("Stage", List.of(PUT, ABORT, DELETE), in("staged/", "quarantine/")),
                // The receipt is put with If-None-Match or If-Match, which S3 takes from those alone who may also get
                // it.
                allow("WriteReceipts", List.of(GET, PUT), in("receipts/")),
                // What is found out about big objects, and the slices that they are cut into.
                allow("Survey", List.of(GET, PUT, DELETE), in("surveys/")),
                // Rows that are sent again from quarantine.
                allow("ReadReplays", List.of(GET), in("replays/")),
                // Compares the columns of the newest part with those of the configuration.
                allow("ReadColumns", List.of(GET), in("tables/")),
                allow("FanOut", List.of("sqs:SendMessage"), List.of(ingest.getQueueArn())),
                allow("RequestMerges", List.of("sqs:SendMessage"), List.of(merge.getQueueArn())),
                receive(ingest)));
        encrypted().ifPresent(statements::add);
        if (!sourceKeys.isEmpty()) {
            statements.add(allow("DecryptSources", List.of("kms:Decrypt"), sourceKeys));
        }
        return document(statements);
    }

    PolicyDocument compact() {
        var statements = new ArrayList<>(List.of(
                // Also tells gone from forbidden.
                allow("ListLake", List.of(LIST), List.of(lake)),
                allow("ReadStaged", List.of(GET), in("staged/", "receipts/")),
                // Get also for If-Match, and for copies inside S3 from the part to itself.
                allow("Commit", List.of(GET, PUT, ABORT), in("tables/")),
                allow("DeletePublished", List.of(DELETE), in("staged/")),
                allow("RequestTheRest", List.of("sqs:SendMessage"), List.of(merge.getQueueArn())),
                receive(merge)));
        encrypted().ifPresent(statements::add);
        return document(statements);
    }

    /// @param merged folders of others, whose files it puts together and deletes
    /// @param failures where Lambda puts, in the function's name, what failed every time
    PolicyDocument sweep(String partition, List<MergeSchedule.Source> merged, Queue failures) {
        var statements = new ArrayList<>(List.of(
                allow("ListLake", List.of(LIST, LIST_UPLOADS), List.of(lake)),
                allow("ReadReceipts", List.of(GET), in("receipts/")),
                // Sealing and settling are commits.
                allow("SealAndSettle", List.of(GET, PUT), in("tables/")),
                allow("AbortLeakedUploads", List.of(ABORT), in("tables/", "staged/", "quarantine/", "replays/")),
                allow("DeleteLostAttempts", List.of(DELETE), in("staged/", "quarantine/")),
                allow("RequestMerges", List.of("sqs:SendMessage"), List.of(merge.getQueueArn())),
                allow("TellOfFailures", List.of("sqs:SendMessage"), List.of(failures.getQueueArn()))));
        if (!merged.isEmpty()) {
            var buckets = merged.stream()
                    .map(folder -> bucketArn(partition, folder.bucket()))
                    .distinct()
                    .toList();
            var files = merged.stream()
                    .map(folder -> bucketArn(partition, folder.bucket()) + "/" + folder.prefix() + "*")
                    .toList();
            statements.add(allow("ListFolders", List.of(LIST, LIST_UPLOADS), buckets));
            // Get also for copies inside S3 and for conditions.
            statements.add(allow("MergeFolders", List.of(GET, PUT, ABORT, DELETE), files));
        }
        encrypted().ifPresent(statements::add);
        return document(statements);
    }

    /// What Lambda does with a queue in the function's name.
    private static PolicyStatement receive(Queue queue) {
        return allow(
                "WorkOff",
                List.of("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"),
                List.of(queue.getQueueArn()));
    }

    /// A multipart upload needs both: S3 decrypts its parts to put them together.
    private Optional<PolicyStatement> encrypted() {
        return key.map(own -> allow("UseKey", List.of("kms:Decrypt", "kms:GenerateDataKey"), List.of(own.getKeyArn())));
    }

    private List<String> in(String... folders) {
        return Stream.of(folders)
                .map(folder -> lake + "/" + keys.prefix() + folder + "*")
                .toList();
    }

    private static String sourceArn(String partition, Source source) {
        return bucketArn(partition, source.bucket());
    }

    private static String bucketArn(String partition, String bucket) {
        return "arn:" + partition + ":s3:::" + bucket;
    }

    private static PolicyStatement allow(String sid, List<String> actions, List<String> resources) {
        return PolicyStatement.Builder.create()
                .sid(sid)
                .actions(actions)
                .resources(resources)
                .build();
    }

    private static PolicyDocument document(List<PolicyStatement> statements) {
        return PolicyDocument.Builder.create().statements(statements).build();
    }
}

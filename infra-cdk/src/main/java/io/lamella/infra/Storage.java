package io.lamella.infra;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.BucketProps;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.constructs.Construct;

/// What all buckets that are made here have in common: encrypted, reached by TLS alone, closed to the public, and kept when the
/// stack goes.
///
/// @param key empty if S3 manages the keys
/// @param delete whether they are emptied and deleted with the stack
record Storage(Optional<IKey> key, boolean delete) {

    static Storage of(Construct scope, Settings settings) {
        Optional<IKey> key = switch (settings.encryption()) {
            case Encryption.S3Managed() -> Optional.empty();
            case Encryption.ExistingKey(String arn) -> Optional.of(Key.fromKeyArn(scope, "Key", arn));
            case Encryption.NewKey() ->
                Optional.of(Key.Builder.create(scope, "Key")
                        .description("Objects of Lamella's lake")
                        .enableKeyRotation(true)
                        // Without the key, what it encrypted is gone.
                        .removalPolicy(RemovalPolicy.RETAIN)
                        .build());
        };
        return new Storage(key, settings.deleteData());
    }

    Bucket bucket(Construct scope, BucketProps.Builder properties) {
        var bucket = new Bucket(scope, "Bucket", properties.build());
        NagSuppressions.addResourceSuppressions(
                bucket,
                List.of(NagPackSuppression.builder()
                        .id("AwsSolutions-S1")
                        .reason(
                                "Who read or wrote what is an account's matter, by CloudTrail or by access logs to a bucket that"
                                        + " keeps those of all its buckets. What became of each object stands in its receipt.")
                        .build()));
        return bucket;
    }

    BucketProps.Builder properties(String name) {
        var bucket = BucketProps.builder()
                .bucketName(name)
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
                .enforceSsl(true)
                .removalPolicy(delete ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN)
                .autoDeleteObjects(delete);
        return key.map(own -> bucket.encryption(BucketEncryption.KMS)
                        .encryptionKey(own)
                        .bucketKeyEnabled(true))
                .orElseGet(() -> bucket.encryption(BucketEncryption.S3_MANAGED));
    }
}

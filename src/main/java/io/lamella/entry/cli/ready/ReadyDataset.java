package io.lamella.entry.cli.ready;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

/// A dataset for logs whose format is known. The commented text of each is a resource.
enum ReadyDataset {
    ALB("access logs of Application Load Balancers"),
    CLOUDFRONT("standard logs of CloudFront"),
    VPC_FLOW("VPC flow logs, of the default or a custom format"),
    S3_ACCESS("server access logs of S3"),
    CLOUDTRAIL("events of CloudTrail");

    /// The bucket in the resources.
    private static final String BUCKET = "s3://my-logs/";

    private final String description;

    ReadyDataset(String description) {
        this.description = description;
    }

    String description() {
        return description;
    }

    /// An entry of `datasets:`, with its comments.
    ///
    /// @param bucket where the logs land
    String yaml(String bucket) {
        var resource = "/datasets/" + this + ".yaml";
        try (InputStream stream = Objects.requireNonNull(ReadyDataset.class.getResourceAsStream(resource), resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace(BUCKET, "s3://" + bucket + "/");
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " cannot be read", e);
        }
    }

    /// Its name, on the command line and in the configuration.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

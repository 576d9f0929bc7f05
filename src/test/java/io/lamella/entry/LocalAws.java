package io.lamella.entry;

import io.lamella.adapter.s3.LocalS3;
import io.lamella.adapter.s3.S3Store;
import io.lamella.adapter.sqs.LocalSqs;
import io.lamella.pipeline.Condition;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.ObjectInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/// S3 and SQS within this JVM, for processes that are told of them by their environment.
public final class LocalAws implements AutoCloseable {
    private final LocalS3 s3 = LocalS3.start();
    private final S3AsyncClient client = s3.client();
    private final S3Store store = new S3Store(client, Runnable::run);
    private final LocalSqs sqs = LocalSqs.shared();

    public LocalAws(String... buckets) {
        List.of(buckets).forEach(s3::createBucket);
    }

    public S3Store store() {
        return store;
    }

    public LocalSqs sqs() {
        return sqs;
    }

    /// What the SDK looks for.
    public Map<String, String> environment() {
        return Map.of(
                "AWS_REGION",
                "eu-central-1",
                "AWS_ACCESS_KEY_ID",
                "test",
                "AWS_SECRET_ACCESS_KEY",
                "test",
                "AWS_ENDPOINT_URL_S3",
                s3.endpoint().toString(),
                "AWS_ENDPOINT_URL_SQS",
                sqs.endpoint().toString());
    }

    public ObjectInfo put(String bucket, String key, String content) {
        var location = new Location(bucket, key);
        store.put(location, ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)), Condition.ALWAYS)
                .await()
                .indefinitely();
        return store.head(location).await().indefinitely();
    }

    public List<String> keys(String bucket, String prefix) {
        return store.list(bucket, prefix)
                .map(object -> object.location().key())
                .collect()
                .asList()
                .await()
                .indefinitely();
    }

    @Override
    public void close() {
        client.close();
        s3.close();
    }
}

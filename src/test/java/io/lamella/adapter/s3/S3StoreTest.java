package io.lamella.adapter.s3;

import io.lamella.pipeline.ObjectStore;
import io.lamella.pipeline.ObjectStoreContract;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.s3.S3AsyncClient;

class S3StoreTest extends ObjectStoreContract {
    private static final AtomicInteger BUCKETS = new AtomicInteger();
    private static LocalS3 s3;
    private static S3AsyncClient client;

    private final String bucket = "lake-" + BUCKETS.incrementAndGet();

    @BeforeAll
    static void start() {
        s3 = LocalS3.start();
        client = s3.client();
    }

    @AfterAll
    static void stop() {
        client.close();
        s3.close();
    }

    @BeforeEach
    void createBucket() {
        s3.createBucket(bucket);
    }

    @Override
    protected ObjectStore store() {
        return new S3Store(client, Infrastructure.getDefaultExecutor());
    }

    @Override
    protected String bucket() {
        return bucket;
    }

    @Override
    protected void passTime() {}
}

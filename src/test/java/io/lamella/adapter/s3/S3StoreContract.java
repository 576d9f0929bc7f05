package io.lamella.adapter.s3;

import io.lamella.pipeline.ObjectStoreContract;
import io.lamella.pipeline.SteppingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/// What a store keeps over S3Proxy, with a bucket for each test.
abstract class S3StoreContract extends ObjectStoreContract {
    private static final AtomicInteger BUCKETS = new AtomicInteger();
    private static final SteppingClock CLOCK = new SteppingClock(Instant.parse("2026-11-21T10:00:00.123456789Z"));

    static LocalS3 s3;
    static S3AsyncClient client;

    private final String bucket = "lake-" + BUCKETS.incrementAndGet();

    @BeforeAll
    static void start() {
        s3 = LocalS3.start(CLOCK);
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
    public String bucket() {
        return bucket;
    }

    @Override
    public void passTime() {
        CLOCK.pass(Duration.ofSeconds(2));
    }
}

package io.lamella.adapter.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.retries.AdaptiveRetryStrategy;

class S3ClientSettingsTest {
    @Test
    void slowsDownWhenItIsToldTo() {
        try (var client = LocalS3.client(URI.create("http://127.0.0.1:1"), 1)) {
            assertThat(client.serviceClientConfiguration()
                            .overrideConfiguration()
                            .retryStrategy())
                    .containsInstanceOf(AdaptiveRetryStrategy.class);
        }
    }
}

package io.lamella.adapter.sqs;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClientBuilder;

/// Where SQS is reached. The credentials are those of the SDK's default chain.
///
/// @param region null for the one that the SDK finds in environment, profile or instance
/// @param endpoint null for the region's own
public record SqsConnection(
        @Nullable String region, @Nullable URI endpoint) {

    /// A long poll is silent for 20 s, which is no sign of a broken connection.
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);

    /// A client, to be closed by whoever opened it.
    public SqsAsyncClient open() {
        return client().build();
    }

    SqsAsyncClientBuilder client() {
        SqsAsyncClientBuilder builder = SqsAsyncClient.builder()
                .httpClientBuilder(NettyNioAsyncHttpClient.builder().readTimeout(READ_TIMEOUT))
                .overrideConfiguration(configuration -> configuration.retryStrategy(RetryMode.STANDARD));
        if (region != null) {
            builder.region(Region.of(region));
        }
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        return builder;
    }
}

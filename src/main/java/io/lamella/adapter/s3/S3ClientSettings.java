package io.lamella.adapter.s3;

import io.lamella.pipeline.StoreException;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.RecvByteBufAllocator;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3BaseClientBuilder;
import software.amazon.awssdk.services.s3.S3Client;

/// How to talk to S3, or to what speaks its protocol.
///
/// @param region empty for the one that the environment names
/// @param endpoint empty for Amazon's
/// @param pathStyle whether the bucket's name goes into the path; servers other than Amazon's mostly want it
/// @param maxConcurrency connections at most; a call that finds none free waits, up to `silence`
/// @param silence how long a connection may be silent while something is expected of it. There is no limit to a whole call: that is
///     the caller's matter, and a stream takes as long as its reader
public record S3ClientSettings(
        Optional<String> region, Optional<URI> endpoint, boolean pathStyle, int maxConcurrency, Duration silence) {
    private static final List<String> ENDPOINTS = List.of("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3");
    private static final Duration CONNECT = Duration.ofSeconds(5);

    /// How much is taken from a socket at once, at least, at first and at most. Netty's own limit of 64 KiB costs a system call and a
    /// round of its event loop for each, a third of the processor's time of reading.
    private static final RecvByteBufAllocator RECEIVED = new AdaptiveRecvByteBufAllocator(64, 2048, 1024 * 1024);

    public S3ClientSettings {
        if (maxConcurrency < 1) {
            throw new IllegalArgumentException("maxConcurrency must be positive but was " + maxConcurrency);
        }
        if (!silence.isPositive()) {
            throw new IllegalArgumentException("silence must be positive but was " + silence);
        }
    }

    /// For Amazon's S3 in the environment's region, or for the server that `AWS_ENDPOINT_URL` names. A minute of silence is what
    /// completing a big upload may need.
    public static S3ClientSettings ofEnvironment() {
        boolean elsewhere = ENDPOINTS.stream().anyMatch(name -> System.getenv(name) != null);
        return new S3ClientSettings(Optional.empty(), Optional.empty(), elsewhere, 64, Duration.ofMinutes(1));
    }

    /// A client with the credentials that the environment gives. Its caller closes it.
    public S3AsyncClient open() {
        return open(DefaultCredentialsProvider.builder().build());
    }

    public S3AsyncClient open(AwsCredentialsProvider credentials) {
        return build(S3AsyncClient.builder()
                .credentialsProvider(credentials)
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        .maxConcurrency(maxConcurrency)
                        .connectionTimeout(CONNECT)
                        .connectionAcquisitionTimeout(silence)
                        .readTimeout(silence)
                        .writeTimeout(silence)
                        .putChannelOption(ChannelOption.RCVBUF_ALLOCATOR, RECEIVED)
                        .tcpKeepAlive(true)));
    }

    /// As long as the process lasts, by a client that keeps threads waiting.
    Reads openReads(AwsCredentialsProvider credentials) {
        return new WaitingReads(openWaiting(credentials), maxConcurrency);
    }

    /// A client that keeps its thread waiting. Its caller closes it.
    S3Client openWaiting(AwsCredentialsProvider credentials) {
        // Otherwise the JDK keeps five connections alone for the next requests.
        System.setProperty("http.maxConnections", String.valueOf(maxConcurrency));
        return build(S3Client.builder()
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(silence)));
    }

    /// When S3 says to slow down, a client does, and then speeds up again by itself. A connection of the JDK that ends in the
    /// middle of an answer does not always say so, and is noticed by who parses it.
    private static RetryStrategy retries() {
        return AwsRetryStrategy.adaptiveRetryStrategy().toBuilder()
                .retryOnExceptionOrCauseInstanceOf(XMLStreamException.class)
                .build();
    }

    private <B extends S3BaseClientBuilder<B, C>, C> C build(B builder) {
        builder.forcePathStyle(pathStyle).overrideConfiguration(override -> override.retryStrategy(retries()));
        region.map(Region::of).ifPresent(builder::region);
        endpoint.ifPresent(builder::endpointOverride);
        try {
            return builder.build();
        } catch (SdkClientException e) {
            var message = String.valueOf(e.getMessage());
            throw new StoreException(
                    StoreException.Reason.REFUSED,
                    message.startsWith("Unable to load region")
                            ? "no region is known. Set AWS_REGION, or the region of a profile"
                            : "opening a client for S3 failed: " + message,
                    e);
        }
    }
}

package io.lamella.adapter.s3;

import io.lamella.pipeline.Location;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.function.BiConsumer;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/// S3 inside the test's JVM, on the loopback interface: S3Proxy over a file system in memory. Any credentials will do.
public final class LocalS3 implements AutoCloseable {
    /// S3Proxy keeps a pending upload's target under a key of its own, which is no object.
    private static final String STUB = ".s3proxy-mpu-stub-";

    private final S3Proxy server;

    private LocalS3(S3Proxy server) {
        this.server = server;
    }

    public static LocalS3 start() {
        return start((_, _) -> {});
    }

    /// @param created is told of every object that was written and its ETag, as S3 notifies of `ObjectCreated`, on the server's
    ///     thread and before the writer has its answer
    public static LocalS3 start(BiConsumer<Location, String> created) {
        try {
            var properties = new Properties();
            properties.setProperty("s3proxy.provider", "transient-nio2");
            properties.setProperty("jclouds.provider", "transient-nio2");
            properties.setProperty("jclouds.identity", "test");
            properties.setProperty("jclouds.credential", "test");
            S3Proxy server = S3Proxy.builder()
                    .blobStore(new Notifying(BlobStores.create("transient-nio2", properties), created))
                    .endpoint(URI.create("http://127.0.0.1:0"))
                    .awsAuthentication(AuthenticationType.NONE, "", "")
                    .build();
            server.start();
            return new LocalS3(server);
        } catch (Exception e) {
            throw new IllegalStateException("S3Proxy must start", e);
        }
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    public void createBucket(String name) {
        try (S3AsyncClient client = client()) {
            client.createBucket(request -> request.bucket(name)).join();
        }
    }

    /// A client of this server. Its caller closes it.
    public S3AsyncClient client() {
        return client(16);
    }

    public S3AsyncClient client(int maxConcurrency) {
        return client(endpoint(), maxConcurrency);
    }

    static S3AsyncClient client(URI endpoint, int maxConcurrency) {
        return new S3ClientSettings(
                        Optional.of("eu-central-1"),
                        Optional.of(endpoint),
                        true,
                        maxConcurrency,
                        Duration.ofSeconds(30))
                .open(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")));
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("S3Proxy must stop", e);
        }
    }

    private static final class Notifying extends ForwardingBlobStore {
        private final BiConsumer<Location, String> created;

        Notifying(BlobStore store, BiConsumer<Location, String> created) {
            super(store);
            this.created = created;
        }

        @Override
        public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
            PutObjectResponse response = super.putBlob(request, content);
            if (!request.key().startsWith(STUB)) {
                tell(request.bucket(), request.key(), response.eTag());
            }
            return response;
        }

        @Override
        public CompleteMultipartUploadResponse completeMultipartUpload(
                MultipartUpload upload, CompleteMultipartUploadRequest request) {
            CompleteMultipartUploadResponse response = super.completeMultipartUpload(upload, request);
            tell(request.bucket(), request.key(), response.eTag());
            return response;
        }

        private void tell(String bucket, String key, String etag) {
            created.accept(new Location(bucket, key), etag.replace("\"", ""));
        }
    }
}

package io.lamella.adapter.s3;

import io.lamella.pipeline.Location;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.gaul.shaded.org.eclipse.jetty.io.Content;
import org.gaul.shaded.org.eclipse.jetty.server.Handler;
import org.gaul.shaded.org.eclipse.jetty.server.Request;
import org.gaul.shaded.org.eclipse.jetty.server.Response;
import org.gaul.shaded.org.eclipse.jetty.server.Server;
import org.gaul.shaded.org.eclipse.jetty.util.Callback;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/// S3 inside the test's JVM, on the loopback interface: S3Proxy over a file system in memory. Any credentials will do.
///
/// S3Proxy 4.1.0 is not S3 in that it
///
/// - dates a multipart object by the end of its upload;
/// - lists keys in UTF-16's order, which differs beyond the Basic Multilingual Plane;
/// - copies ranges of small objects;
/// - takes parts for uploads that are gone, and completes a completed upload again (as S3 does, too, for a while).
///
/// The store in memory is right in all of this. Two more are mended here: its `If-Match` was not atomic, and it closed
/// connections on clients whose write it refused.
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

    /// Starts a server that tells of what is written.
    ///
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
            letOneWriterOfAKeyInAtATime(server);
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

    /// S3Proxy checks `If-Match` first and writes then, so two writers could both pass. There is no way to its server but this.
    private static void letOneWriterOfAKeyInAtATime(S3Proxy proxy) throws ReflectiveOperationException {
        Field field = S3Proxy.class.getDeclaredField("server");
        field.setAccessible(true);
        ((Server) field.get(proxy)).insertHandler(new Writers());
    }

    /// S3Proxy refuses a write without having read its body and closes the connection on a client that still sends. So bodies
    /// are read before it sees them.
    private static final class Writers extends Handler.Wrapper {
        private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            String query = request.getHttpURI().getQuery();
            boolean part = query != null && query.contains("partNumber=");
            if (part || !Set.of("PUT", "POST", "DELETE").contains(request.getMethod())) {
                return super.handle(request, response, callback);
            }
            var whole = new Received(request, Content.Source.from(Content.Source.asByteBuffer(request)));
            ReentrantLock lock = locks.computeIfAbsent(request.getHttpURI().getPath(), _ -> new ReentrantLock());
            lock.lock();
            try {
                return super.handle(whole, response, callback);
            } finally {
                lock.unlock();
            }
        }
    }

    private static final class Received extends Request.Wrapper {
        private final Content.Source body;

        Received(Request request, Content.Source body) {
            super(request);
            this.body = body;
        }

        @Override
        public Content.Chunk read() {
            return body.read();
        }

        @Override
        public void demand(Runnable callback) {
            body.demand(callback);
        }

        @Override
        public void fail(Throwable failure) {
            body.fail(failure);
        }

        @Override
        public boolean consumeAvailable() {
            return true;
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

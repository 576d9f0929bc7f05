package io.lamella.adapter.s3;

import java.lang.reflect.Field;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.shaded.org.eclipse.jetty.server.Handler;
import org.gaul.shaded.org.eclipse.jetty.server.Server;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;

/// S3 inside the test's JVM, on the loopback interface: S3Proxy over a file system in memory. Any credentials will do.
///
/// S3Proxy 4.1.0 is not S3 in that it
///
/// - dates a multipart object by the end of its upload;
/// - lists keys in UTF-16's order, which differs beyond the Basic Multilingual Plane;
/// - lists what is being written, too, by a name that ends in a UUID;
/// - copies ranges of small objects;
/// - takes parts for uploads that are gone, and completes a completed upload again (as S3 does, too, for a while);
/// - lets several writers pass that want to replace the same version;
/// - closes connections on clients whose write it refuses.
///
/// All of this is mended here, the first three in [MendedBlobStore], the others in [S3Handler].
public final class LocalS3 implements AutoCloseable {
    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

    private final S3Proxy server;

    private LocalS3(S3Proxy server) {
        this.server = server;
    }

    public static LocalS3 start() {
        return start(InstantSource.system());
    }

    /// @param clock dates the objects
    static LocalS3 start(InstantSource clock) {
        return start("transient-nio2", new Properties(), clock);
    }

    /// Keeps objects in a folder, for those that have no room in memory.
    public static LocalS3 start(Path folder) {
        var properties = new Properties();
        properties.setProperty("jclouds.filesystem.basedir", folder.toString());
        return start("filesystem-nio2", properties, InstantSource.system());
    }

    private static LocalS3 start(String provider, Properties properties, InstantSource clock) {
        try {
            properties.setProperty("s3proxy.provider", provider);
            properties.setProperty("jclouds.provider", provider);
            properties.setProperty("jclouds.identity", "test");
            properties.setProperty("jclouds.credential", "test");
            var blobs = new MendedBlobStore(BlobStores.create(provider, properties), clock);
            S3Proxy server = S3Proxy.builder()
                    .blobStore(blobs)
                    .endpoint(URI.create("http://127.0.0.1:0"))
                    .awsAuthentication(AuthenticationType.NONE, "", "")
                    .build();
            putInFront(new S3Handler(blobs), server);
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

    /// Of whoever stands between. The caller closes it.
    public static S3AsyncClient client(URI endpoint, int maxConcurrency) {
        return settings(endpoint, maxConcurrency).open(CREDENTIALS);
    }

    /// That keeps its thread waiting. The caller closes it.
    static S3Client waitingClient(URI endpoint, int maxConcurrency) {
        return settings(endpoint, maxConcurrency).openWaiting(CREDENTIALS);
    }

    private static S3ClientSettings settings(URI endpoint, int maxConcurrency) {
        return new S3ClientSettings(
                Optional.of("eu-central-1"), Optional.of(endpoint), true, maxConcurrency, Duration.ofSeconds(30));
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("S3Proxy must stop", e);
        }
    }

    /// There is no way to its server but this.
    private static void putInFront(Handler.Singleton handler, S3Proxy proxy) throws ReflectiveOperationException {
        Field field = S3Proxy.class.getDeclaredField("server");
        field.setAccessible(true);
        ((Server) field.get(proxy)).insertHandler(handler);
    }
}

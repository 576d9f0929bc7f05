package io.lamella.bench;

import io.lamella.adapter.local.LocalStore;
import io.lamella.adapter.s3.S3ClientSettings;
import io.lamella.adapter.s3.S3Store;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.ObjectStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/// A process that stages objects of events, one after the other, from a store into the same store.
final class StageProcess {
    private static final int CONNECTIONS = 64;

    private StageProcess() {}

    /// The command line of such a process.
    ///
    /// @param heap as an option of the JVM
    /// @param store a folder, or the URL of an S3 server
    static List<String> command(String heap, String store, int objects) {
        return JavaCommand.of(StageProcess.class, heap, store, Integer.toString(objects));
    }

    /// The key of the object that is staged so many times later.
    static Location object(int number) {
        return new Location(BenchLake.LANDING, "object-" + number);
    }

    /// @param args the store, and how many of its objects to stage
    public static void main(String[] args) {
        QuietLog.install();
        var compute = Executors.newFixedThreadPool(
                2, Thread.ofPlatform().daemon().name("compute-", 0).factory());
        var heap = Runtime.getRuntime().maxMemory();
        var lake = new BenchLake(store(args[0], compute), BenchLake.EVENTS, compute, heap / 3);
        for (int number = 0; number < Integer.parseInt(args[1]); number++) {
            System.out.println(lake.stage(object(number)) + " rows");
        }
        // Lambda, too, ends without closing what it holds open.
        System.exit(0);
    }

    private static ObjectStore store(String name, Executor compute) {
        return name.startsWith("http://")
                ? new S3Store(client(URI.create(name)), compute)
                : new LocalStore(Path.of(name), InstantSource.system());
    }

    static S3AsyncClient client(URI endpoint) {
        return new S3ClientSettings(
                        Optional.of("eu-central-1"), Optional.of(endpoint), true, CONNECTIONS, Duration.ofMinutes(1))
                .open(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")));
    }
}

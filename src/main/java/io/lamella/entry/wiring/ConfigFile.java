package io.lamella.entry.wiring;

import io.lamella.entry.wiring.config.Config;
import io.lamella.entry.wiring.config.ConfigLoader;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.ObjectStore;
import io.lamella.pipeline.StoreException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Supplier;

/// The configuration, where it was put: in a file, or in an object, which can be changed without a deployment.
public final class ConfigFile {
    private static final String S3 = "s3://";

    private ConfigFile() {}

    /// @param place a path, or `s3://bucket/key`
    public static Config read(String place, ObjectStore store) {
        return read(place, () -> store);
    }

    /// The same, of a store that is opened only if the configuration is an object.
    public static Config read(String place, Supplier<ObjectStore> store) {
        if (!isInS3(place)) {
            return ConfigLoader.load(Path.of(place));
        }
        var content = Startup.answer(
                store.get().get(location(place)),
                Startup.PATIENCE,
                "getting " + place,
                message -> new StoreException(StoreException.Reason.UNKNOWN, message));
        return ConfigLoader.parse(
                place, StandardCharsets.UTF_8.decode(content.bytes()).toString());
    }

    static boolean isInS3(String place) {
        return place.startsWith(S3);
    }

    private static Location location(String uri) {
        int slash = uri.indexOf('/', S3.length());
        if (slash <= S3.length() || slash == uri.length() - 1) {
            throw new StoreException(
                    StoreException.Reason.REFUSED,
                    "the configuration must be a file or s3://bucket/key but was " + uri);
        }
        return new Location(uri.substring(S3.length(), slash), uri.substring(slash + 1));
    }
}

package io.lamella.entry.wiring;

import io.lamella.adapter.local.LocalStore;
import io.lamella.core.table.LakeKeys;
import io.lamella.entry.wiring.config.Config;
import io.lamella.pipeline.LakeStore;
import io.lamella.pipeline.Location;
import java.nio.file.Path;
import java.time.InstantSource;

/// A lake in a folder, to be looked at: nothing runs.
///
/// @param root the folder that holds a folder for each bucket
public record LakeFolder(Path root, LakeStore lake) {

    public static LakeFolder of(Config config, Path root) {
        var store = new LocalStore(root, InstantSource.system());
        return new LakeFolder(
                root,
                new LakeStore(
                        store,
                        config.lake().bucket(),
                        new LakeKeys(config.lake().prefix())));
    }

    /// The file that holds an object.
    public Path file(Location location) {
        return root.resolve(location.bucket()).resolve(location.key());
    }

    /// The file that holds an object of the lake.
    public Path file(String key) {
        return file(new Location(lake.bucket(), key));
    }
}

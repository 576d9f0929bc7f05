package io.lamella.pipeline;

import io.lamella.adapter.local.LocalStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// In a directory. What it cannot hold, keys with segments that are empty or begin with a dot, is refused by its own tests.
class LocalLimitsTest extends LimitsContract {
    @TempDir
    Path root;

    @Override
    ObjectStore store() {
        return new LocalStore(root, lake.clock);
    }
}

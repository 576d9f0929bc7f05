package io.lamella.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whether the simulation can fail: without any one of the guards it finds that a promise is broken, within a bounded number of
/// calls to the store.
@ExtendWith(WithoutLog.class)
class GuardsTest {
    static final long MAX_CALLS = 150_000;

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void isMissed(Guard guard) throws Exception {
        var search = Unguarded.compile(guard.edits(), directory)
                .loadClass(FirstFailure.class.getName())
                .getDeclaredMethod("find", long.class, long.class);
        search.setAccessible(true);

        var found = (Optional<?>)
                search.invoke(null, Long.getLong("lamella.simulation.first", guard.firstSeed()), MAX_CALLS);

        System.out.printf(
                Locale.ROOT,
                "Simulation without %s: %s%n",
                guard,
                found.map(Object::toString).orElse("nothing found"));
        assertThat(found).as("%s, that is: %s", guard, guard.does()).isPresent();
    }
}

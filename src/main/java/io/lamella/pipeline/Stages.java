package io.lamella.pipeline;

import io.lamella.core.event.SliceTask;
import io.lamella.core.table.Dataset;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Makes the stages of one lake, over the store that a piece of work goes through.
public final class Stages {
    private final LakeStore lake;
    private final Function<Work, Compact.Requests> requests;
    private final Ingest.Settings settings;

    /// @param lake where the lake lies; its store gives way to that of each piece of work
    /// @param requests how a piece of work asks for merges
    public Stages(LakeStore lake, Function<Work, Compact.Requests> requests, Ingest.Settings settings) {
        this.lake = lake;
        this.requests = requests;
        this.settings = settings;
    }

    /// Converts a slice, and tells whether this attempt counts.
    Uni<Event.Converted> convert(Work work, SliceTask task, Dataset dataset) {
        var attempt = new Attempts(settings.attempts());
        var own = new Ingest.Settings(settings.clock(), attempt, settings.compute(), settings.bufferBytes());
        return new Ingest(
                        work.store(),
                        lake.over(work.store()),
                        requests.apply(work).usual(),
                        own)
                .convert(task, dataset)
                .map(receipt -> new Event.Converted(
                        receipt,
                        attempt.last().filter(receipt.attempt()::equals).isPresent()));
    }

    public Compact compact(Work work) {
        return new Compact(lake.over(work.store()), requests.apply(work), settings.clock(), settings.compute());
    }

    public Sweep sweep(Work work) {
        return new Sweep(lake.over(work.store()), requests.apply(work).usual(), compact(work), settings.clock());
    }

    /// Remembers which id it gave out.
    private static final class Attempts implements Supplier<String> {
        private final Supplier<String> ids;
        private volatile @Nullable String last;

        Attempts(Supplier<String> ids) {
            this.ids = ids;
        }

        @Override
        public String get() {
            var id = ids.get();
            last = id;
            return id;
        }

        Optional<String> last() {
            return Optional.ofNullable(last);
        }
    }
}

package io.lamella.pipeline;

import io.lamella.core.event.SliceTask;
import io.lamella.core.event.SurveyTask;
import io.lamella.core.event.VerdictTask;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.Receipt;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/// Makes the stages of one lake, over the store that a piece of work goes through.
public final class Stages {
    private final LakeStore lake;
    private final Function<Work, Compact.Requests> requests;
    private final Function<Work, Function<String, Uni<Void>>> slices;
    private final Ingest.Settings settings;

    /// @param lake where the lake lies; its store gives way to that of each piece of work
    /// @param requests how a piece of work asks for merges
    /// @param slices how a piece of work puts messages into the ingest queue
    public Stages(
            LakeStore lake,
            Function<Work, Compact.Requests> requests,
            Function<Work, Function<String, Uni<Void>>> slices,
            Ingest.Settings settings) {
        this.slices = slices;
        this.lake = lake;
        this.requests = requests;
        this.settings = settings;
    }

    /// Converts a slice, and tells whether this attempt counts; of an object that is too big it has the stretches surveyed.
    Uni<Event.Result> convert(Work work, SliceTask task, Dataset dataset) {
        var attempt = new Attempts(settings.attempts());
        return fanOut(work, attempt).convert(task, dataset).map(attempt::result);
    }

    /// Surveys a stretch of an object; the last one cuts it.
    ///
    /// @param timeIsUp whether a survey that can be gone on with should be left to another worker
    Uni<Event.Result> survey(Work work, SurveyTask task, Dataset dataset, BooleanSupplier timeIsUp) {
        var attempt = new Attempts(settings.attempts());
        return fanOut(work, attempt).survey(task, dataset, timeIsUp).map(attempt::result);
    }

    /// Ends a trial at an object without rows, and sees to what follows.
    Uni<Event.Result> end(Work work, VerdictTask verdict, Dataset dataset) {
        var attempt = new Attempts(settings.attempts());
        return fanOut(work, attempt).end(verdict, dataset).map(attempt::result);
    }

    private FanOut fanOut(Work work, Attempts attempts) {
        var own = new Ingest.Settings(settings.clock(), attempts, settings.compute(), settings.bufferBytes());
        var over = lake.over(work.store());
        var ingest = new Ingest(work.store(), over, requests.apply(work).usual(), own);
        return new FanOut(work.store(), over, ingest, slices.apply(work), own);
    }

    public Compact compact(Work work) {
        return new Compact(lake.over(work.store()), requests.apply(work), settings.clock(), settings.compute());
    }

    public Sweep sweep(Work work) {
        return new Sweep(lake.over(work.store()), requests.apply(work).usual(), compact(work), settings.clock());
    }

    /// Remembers which ids it gave out.
    private static final class Attempts implements Supplier<String> {
        private final Supplier<String> ids;
        private final Set<String> given = ConcurrentHashMap.newKeySet();

        Attempts(Supplier<String> ids) {
            this.ids = ids;
        }

        @Override
        public String get() {
            var id = ids.get();
            given.add(id);
            return id;
        }

        Event.Result result(Optional<Receipt> receipt) {
            return receipt.<Event.Result>map(there -> new Event.Converted(there, given.contains(there.attempt())))
                    .orElseGet(Event.Step::new);
        }
    }
}

package io.lamella.simulation;

import io.lamella.adapter.memory.MemoryStore;
import io.lamella.adapter.memory.QueueSettings;
import io.lamella.core.table.LakeKeys;
import io.lamella.pipeline.MergeRequests;
import java.time.Duration;

/// All that there is in a run, and who looks at it.
record World(
        Choices choices,
        Timeline timeline,
        Weather weather,
        History history,
        Network network,
        Settings settings,
        LakeKeys keys,
        MemoryStore memory,
        Mailbox ingest,
        Mailbox merge,
        Sources sources,
        Watch watch,
        TableReader reader) {
    static final Duration VISIBILITY = Duration.ofMinutes(15);

    private static final int MAX_DELIVERIES = 4;

    static World of(Choices choices, boolean kept) {
        var timeline = new Timeline();
        var weather = new Weather(choices);
        var history = new History(timeline, kept);
        var network = new Network(timeline, weather, history);
        var settings = Settings.of(choices);
        var lake = settings.old().lake();
        var keys = new LakeKeys(lake.prefix());
        var sources = new Sources();
        var memory = new MemoryStore(timeline, 1_000, choices.oneOf(64 * 1024, 500, 2_000));
        return new World(
                choices,
                timeline,
                weather,
                history,
                network,
                settings,
                keys,
                memory,
                new Mailbox(
                        QueueSettings.standard("ingest").withVisibility(VISIBILITY), MAX_DELIVERIES, timeline, weather),
                new Mailbox(
                        QueueSettings.fifo("merge")
                                .withVisibility(VISIBILITY)
                                .withDelay(new MergeRequests(lake.interval()).queueDelay()),
                        MAX_DELIVERIES,
                        timeline,
                        weather),
                sources,
                new Watch(memory, keys, sources),
                new TableReader(memory, keys, sources, network));
    }
}

package io.lamella.simulation;

import io.lamella.pipeline.Condition;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.MessageQueue.Outgoing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What comes from outside: objects land, change and go, and notifications tell of it.
final class Landing {
    private final World world;
    private final Choices choices;
    private final Map<String, Sources.Version> notifications = new LinkedHashMap<>();

    Landing(World world) {
        this.world = world;
        this.choices = world.choices();
    }

    void begin() {
        long at = 0;
        for (int objects = 1 + choices.below(9); objects > 0; objects--) {
            var draft = world.sources().draft(choices);
            var key = "in/" + objects + ".csv";
            at += world.weather().gap();
            world.timeline().after(at, () -> land(key, draft));
            if (choices.below(12) == 1) {
                change(key, draft, at);
            }
        }
    }

    /// The object is overwritten by another, or deleted, and perhaps it comes back.
    private void change(String key, Sources.Draft draft, long at) {
        var other = world.sources().draft(choices);
        boolean deleted = choices.below(2) == 1;
        boolean comesBack = deleted && other.rows().size() % 2 == 1;
        world.timeline().after(at + world.weather().gap(), () -> {
            if (deleted) {
                world.history().note("", "source object " + key + " is deleted");
                world.memory()
                        .delete(List.of(new Location(Sources.BUCKET, key)))
                        .await()
                        .indefinitely();
            } else {
                land(key, other);
            }
            if (comesBack) {
                world.timeline().after(world.weather().gap(), () -> land(key, draft));
            }
        });
    }

    private void land(String key, Sources.Draft draft) {
        var etag = world.memory()
                .put(new Location(Sources.BUCKET, key), draft.bytes(), Condition.ALWAYS)
                .await()
                .indefinitely();
        var version = world.sources().landed(draft, key, etag);
        world.history()
                .note(
                        "",
                        "source object " + key + " lands with " + version.ids().size() + " rows and " + version.bad()
                                + " bad");
        var body = notification(version);
        notifications.put(body, version);
        for (int copies = 1 + choices.oneOf(0, 0, 1, 2); copies > 0; copies--) {
            world.timeline().after(choices.oneOf(10, 3_000, 600_000, 10 * 3_600_000), () -> notify(body));
        }
    }

    private static String notification(Sources.Version version) {
        var source = version.task().source();
        return """
                {"Records":[{"eventSource":"aws:s3","eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"%s"},\
                "object":{"key":"%s","size":%d,"eTag":"%s","sequencer":"01"}}}]}""".formatted(source.bucket(), source.key(), source.size(), source.etag());
    }

    private void notify(String body) {
        world.ingest().send(new Outgoing(body, Optional.empty())).await().indefinitely();
    }

    /// Old notifications come again.
    void haunt() {
        for (var body : List.copyOf(notifications.keySet())) {
            if (choices.below(4) == 1) {
                notify(body);
            }
        }
    }

    /// What a notification tells of; empty if it is another message.
    Optional<Sources.Version> of(String body) {
        return Optional.ofNullable(notifications.get(body));
    }
}

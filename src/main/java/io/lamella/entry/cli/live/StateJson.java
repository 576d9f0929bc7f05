package io.lamella.entry.cli.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamella.entry.wiring.QueueDepth;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// All that the page shows, as JSON. Its texts are made for people; the page shows them as text, never as markup.
final class StateJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATH_CHARACTERS = 300;

    private final Instant now;

    /// @param now for ages
    StateJson(Instant now) {
        this.now = now;
    }

    /// @param name of the lake
    String write(String name, List<QueueDepth> queues, WorkLog.State work, Look look) {
        var json = JSON.createObjectNode().put("lake", PlainText.of(name, PATH_CHARACTERS));
        queues.forEach(queue -> queue(json.withArray("queues").addObject(), queue));
        totals(json.putObject("totals"), work.totals());
        var working = json.putArray("working");
        work.working()
                .forEach(each -> working.addObject()
                        .put("kind", each.kind())
                        .put("what", each.what())
                        .put("seconds", seconds(each.since())));
        var events = json.putArray("events");
        work.events()
                .forEach(each -> events.addObject()
                        .put("number", each.number())
                        .put("at", each.at().toString())
                        .put("kind", each.kind())
                        .put("what", each.what())
                        .put("became", each.became())
                        .put("bad", each.bad()));
        json.put("looked", look.isTaken());
        look.problem().ifPresent(problem -> json.put("problem", problem));
        var tables = json.putArray("tables");
        look.tables().forEach(table -> table(tables.addObject(), table));
        return text(json);
    }

    private static void queue(ObjectNode json, QueueDepth queue) {
        json.put("name", queue.name()).put("waiting", queue.waiting()).put("inWork", queue.inWork());
        queue.givenUp().ifPresent(givenUp -> json.put("givenUp", givenUp));
    }

    private static void totals(ObjectNode json, WorkLog.Totals totals) {
        json.put("slices", totals.slices())
                .put("sourceBytes", totals.sourceBytes())
                .put("rows", totals.rows())
                .put("rejected", totals.rejected())
                .put("published", totals.published())
                .put("commits", totals.commits())
                .put("failed", totals.failed());
    }

    private void table(ObjectNode json, Look.Table table) {
        json.put("dataset", table.dataset())
                .put(
                        "partitionsNotShown",
                        table.allPartitions() - table.partitions().size())
                .put("parts", table.parts())
                .put("bytes", table.bytes())
                .put("cutOff", table.cutOff());
        staged(json.putObject("staged"), table.staged());
        var partitions = json.putArray("partitions");
        table.partitions().forEach(partition -> partition(partitions.addObject(), partition));
    }

    private void staged(ObjectNode json, Look.Staged staged) {
        json.put("files", staged.files()).put("bytes", staged.bytes());
        staged.oldest().ifPresent(oldest -> json.put("oldestSeconds", seconds(oldest)));
    }

    private void partition(ObjectNode json, Look.Partition partition) {
        json.put("path", PlainText.of(partition.path(), PATH_CHARACTERS))
                .put("partsNotShown", partition.allParts() - partition.parts().size());
        staged(json.putObject("staged"), partition.staged());
        var parts = json.putArray("parts");
        partition.parts().forEach(part -> part(parts.addObject(), part));
    }

    private static void part(ObjectNode json, Look.SeenPart part) {
        json.put("number", part.number())
                .put("key", part.info().location().key())
                .put("bytes", part.info().size());
        part.shape().ifPresent(shape -> {
            json.put("rows", shape.rows())
                    .put("commits", shape.commits())
                    .put("deadBytes", shape.deadBytes())
                    .put("rowGroups", shape.allGroups());
            shape.sealed().ifPresent(reason -> json.put("sealed", reason));
            ArrayNode groups = json.putArray("groups");
            shape.groups()
                    .forEach(group -> groups.addArray()
                            .add(group.rows())
                            .add(group.bytes())
                            .add(group.offset()));
        });
    }

    private long seconds(Instant since) {
        return Math.max(0, Duration.between(since, now).toSeconds());
    }

    private static String text(ObjectNode json) {
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}

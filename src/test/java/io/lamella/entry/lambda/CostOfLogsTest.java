package io.lamella.entry.lambda;

import static io.lamella.entry.lambda.Events.batch;
import static io.lamella.entry.lambda.Events.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamella.core.cost.Bill;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What `lamella cost` takes a log line, a receipt and the number of metrics to be.
class CostOfLogsTest {
    private static final int OBJECTS = 20;

    /// Metrics that every run has which merges folders of others, be there anything to merge or not.
    private static final int OF_FOLDERS = 6;

    private final LakeInMemory lake = new LakeInMemory();

    @Test
    void areOfTheSizeAndNumberThatIsCharged() throws IOException {
        for (int object = 0; object < OBJECTS; object++) {
            work(object);
        }
        lake.sweep().handleRequest(Map.of(), LakeInMemory.A_MINUTE);

        var work = lake.log().stream()
                .filter(line -> line.contains("\"event\":\"slice\"") || line.contains("\"event\":\"merge\""))
                .toList();
        assertThat(work).hasSizeGreaterThanOrEqualTo(2 * OBJECTS);
        assertThat(work.stream().mapToInt(String::length).average().orElseThrow())
                .isCloseTo(Bill.EVENT_BYTES, withinPercentage(20));
        var published = lake.log().stream()
                .filter(line -> line.contains("\"event\":\"published\""))
                .toList();
        assertThat(published).hasSize(OBJECTS);
        assertThat(published.stream().mapToInt(String::length).average().orElseThrow())
                .isCloseTo(Bill.PUBLISHED_BYTES, withinPercentage(20));
        var receipts = lake.under("receipts/");
        assertThat(receipts).hasSize(OBJECTS);
        assertThat(receipts.stream().mapToLong(info -> info.size()).average().orElseThrow())
                .isCloseTo(Bill.RECEIPT_BYTES, withinPercentage(20));
        // These heads are too small for S3 to copy, so that one is not there. Folders of others come on top, where they
        // are merged.
        assertThat(metrics()).filteredOn(metric -> !metric.endsWith(" folders")).hasSize(Bill.METRICS - 1);
        assertThat(metrics()).filteredOn(metric -> metric.endsWith(" folders")).hasSize(OF_FOLDERS);
    }

    private void work(int object) {
        var landed = lake.land("a" + object + ".csv", "id,name\n1,Ada\n2,Grace\n");
        lake.ingest(Runnable::run)
                .handleRequest(batch(message("m" + object, Events.created(landed))), LakeInMemory.A_MINUTE);
        lake.pass(Duration.ofMinutes(11));
        for (var request : lake.mergeQueue.receive(10, Duration.ZERO).await().indefinitely()) {
            lake.compact().handleRequest(batch(message(request.id(), request.body())), LakeInMemory.A_MINUTE);
            lake.mergeQueue.acknowledge(request).await().indefinitely();
        }
    }

    /// Each combination of a name and dimensions is a metric.
    private List<String> metrics() throws IOException {
        var metrics = new TreeSet<String>();
        for (var text : lake.log()) {
            var line = new ObjectMapper().readTree(text);
            var declared = line.at("/_aws/CloudWatchMetrics/0");
            for (JsonNode metric : declared.path("Metrics")) {
                var name = new StringBuilder(metric.path("Name").asText());
                declared.at("/Dimensions/0")
                        .forEach(dimension -> name.append(' ')
                                .append(line.path(dimension.asText()).asText()));
                metrics.add(name.toString());
            }
        }
        return new ArrayList<>(metrics);
    }
}

package io.lamella.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.lamella.core.cost.Bill;
import io.lamella.core.cost.Deployment;
import io.lamella.core.cost.Requests;
import io.lamella.core.cost.Speeds;
import io.lamella.core.cost.Traffic;
import io.lamella.core.cost.Workload;
import io.lamella.core.event.MergeRequest;
import io.lamella.core.event.SliceTask;
import io.lamella.core.table.Dataset;
import io.lamella.pipeline.StoreMeter.Charge;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the formula says of requests is what the pipeline sends.
class CostFormulaTest {
    private static final long MIB = 1024 * 1024;

    /// Of 18 digits, which are read quickly: there are many.
    private static final long MAX_ID = 1_000_000_000_000_000_000L;

    private static final Speeds AT_ONCE = new Speeds(0, 0, 0, 0, 0, 1);

    private final TestLake lake = new TestLake();
    private final StoreMeter meter = new StoreMeter(lake.memory);
    private Duration interval = Duration.ofMinutes(10);
    private long landed;
    private long stagedBytes;

    CostFormulaTest() {
        lake.store = meter;
        lake.resize(Dataset.Sizes.DEFAULT);
        lake.partitionByName();
    }

    /// Objects land all at once, and each partition is published in one go.
    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 1",
        "20, 1, 1, 10",
        "20, 4, 1, 10",
        "12, 4, 4, 40",
        "24, 6, 3, 1000",
        "1200, 1, 1, 1",
        "4, 2, 1, 60000",
    })
    void countsEveryRequestForWhatLandsAtOnce(int objects, int partitions, int partitionsPerObject, int rows) {
        for (int object = 0; object < objects; object++) {
            convert(object, partitions, partitionsPerObject, rows);
        }
        var ingested = meter.read();
        for (int partition = 0; partition < partitions; partition++) {
            publish(partition);
        }

        var traffic = traffic(objects, Duration.ZERO, partitions, partitionsPerObject);
        assertThat(traffic.ingest()).isEqualTo(charged(ingested));
        assertThat(traffic.publish()).isEqualTo(charged(meter.read().since(ingested)));
        assertThat(lake.requests).hasSize(objects * partitionsPerObject);
    }

    /// One big object after another, whose row groups are copied or joined, into parts that are sealed on the way.
    @ParameterizedTest
    @CsvSource({
        "300_000, 8, 8, ALWAYS",
        "84_000, 8, 26, ALWAYS",
        "1_400_000, 16, 4, ALWAYS",
        "1_500_000, 8, 2, ALWAYS",
        "80_000, 8, 9, NEVER"
    })
    void countsEveryRequestForBigObjects(String rows, long rowGroupMib, int objects, Dataset.AppendMode append) {
        lake.resize(new Dataset.Sizes(rowGroupMib * MIB, 2 * rowGroupMib * MIB, 128, 16 * MIB));
        if (append == Dataset.AppendMode.NEVER) {
            lake.appendNever();
        }
        long replaced = 0;
        for (int object = 0; object < objects; object++) {
            convert(object, 1, 1, Integer.parseInt(rows.replace("_", "")));
            var before = lake.list("tables/");
            publish(0);
            var after = lake.list("tables/");
            replaced += before.stream()
                    .filter(part -> !after.contains(part))
                    .mapToLong(ObjectInfo::size)
                    .sum();
        }

        var traffic = traffic(objects, lake.dataset.freshness().multipliedBy(objects), 1, 1);
        assertThat(plus(traffic.ingest(), traffic.publish())).isEqualTo(charged(meter.read()));
        assertThat(traffic.commits()).isEqualTo(objects);
        assertThat(traffic.replacedBytes()).isCloseTo((double) replaced, withinPercentage(1));
    }

    /// Objects land all day long, with a queue as it is in AWS and a sweep every 15 minutes.
    @ParameterizedTest
    @CsvSource({
        "960, 1, 1, PT10M, PT10M",
        "960, 4, 1, PT10M, PT10M",
        "960, 1, 1, PT1H, PT10M",
        "480, 2, 2, PT1M, PT1M",
        "96, 4, 1, PT10M, PT10M",
    })
    void staysCloseToWhatIsSentWhenObjectsLandAllDay(
            int objects, int partitions, int partitionsPerObject, Duration freshness, Duration interval) {
        this.interval = interval;
        lake.freshenEvery(freshness);

        var day = new CostlyDay(lake, meter, interval);
        day.pass(objects, object -> convert(object, partitions, partitionsPerObject, 10));

        var traffic = traffic(objects, CostlyDay.LENGTH, partitions, partitionsPerObject);
        assertThat(traffic.ingest()).isEqualTo(day.ingest());
        assertThat(traffic.publish().puts()).isCloseTo(day.publish().puts(), withinPercentage(20));
        assertThat(traffic.publish().gets()).isCloseTo(day.publish().gets(), withinPercentage(20));
        assertThat(traffic.fifoMessages()).isCloseTo(day.messages(), withinPercentage(20));
        assertThat(traffic.compactInvocations()).isCloseTo(day.received(), withinPercentage(10));
        // To look at what waits is little beside publishing it.
        assertThat(traffic.sweep().gets())
                .isCloseTo(day.sweep().gets(), within(0.1 * day.publish().gets()));
        assertThat(day.sweep().puts()).isEqualTo(Bill.LISTS_PER_SWEEP * (double) day.sweeps());
    }

    private static Requests plus(Requests one, Requests other) {
        return new Requests(one.puts() + other.puts(), one.gets() + other.gets());
    }

    private void convert(int object, int partitions, int partitionsPerObject, int rows) {
        var receipt = lake.convert(land(object, partitions, partitionsPerObject, rows));
        stagedBytes += receipt.partitions().stream()
                .mapToLong(staged -> staged.bytes())
                .sum();
    }

    /// Its rows are of as many partitions as they are to be of, one after another.
    private SliceTask land(int object, int partitions, int partitionsPerObject, int rows) {
        var random = new SplittableRandom(object);
        var text = new StringBuilder("id,name\n");
        for (int row = 0; row < rows; row++) {
            int partition = Math.floorMod(object * partitionsPerObject + row % partitionsPerObject, partitions);
            text.append(random.nextLong(-MAX_ID, MAX_ID))
                    .append(",p")
                    .append(partition)
                    .append('\n');
        }
        landed += text.length();
        return lake.land("object-" + object, text.toString());
    }

    private void publish(int partition) {
        lake.clock.advance(lake.dataset.freshness().plusSeconds(1));
        compact(new MergeRequest("t", "name=p" + partition));
    }

    private void compact(MergeRequest partition) {
        answer(lake.compactor().compact(partition, lake.dataset, lake.deadline()));
    }

    private Traffic traffic(int objects, Duration over, int partitions, int partitionsPerObject) {
        var deployment = new Deployment(
                lake.dataset.freshness(),
                interval,
                lake.dataset.sizes(),
                lake.dataset.append(),
                1_769,
                true,
                false,
                false);
        var workload =
                new Workload(objects, landed, over, partitions, partitionsPerObject, (double) landed / stagedBytes);
        return Traffic.of(workload, deployment, AT_ONCE);
    }

    static Requests charged(StoreMeter.Reading reading) {
        return new Requests(count(reading, Charge.PUT), count(reading, Charge.GET));
    }

    private static double count(StoreMeter.Reading reading, Charge charge) {
        return reading.requests().entrySet().stream()
                .filter(entry -> entry.getKey().charge() == charge)
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    private static <T> T answer(Uni<T> call) {
        return call.await().indefinitely();
    }
}

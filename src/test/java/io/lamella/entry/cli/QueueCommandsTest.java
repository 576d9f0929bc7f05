package io.lamella.entry.cli;

import static io.lamella.entry.cli.Outcome.lamella;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.adapter.sqs.LocalSqs;
import io.lamella.entry.LocalAws;
import io.lamella.pipeline.MessageQueue;
import io.lamella.pipeline.MessageQueue.Outgoing;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The commands that put messages into queues, between an S3 and an SQS of this JVM.
class QueueCommandsTest {
    private static final String CONFIG = """
            lake: {bucket: lake}
            datasets:
              people:
                source: s3://landing/people/**
                format: csv
                columns: {id: int64 required, name: string}
            """;

    private final LocalAws aws = new LocalAws("landing", "lake", "settings");
    private final LocalSqs.Created queue = aws.sqs().create("ingest", false, Duration.ofSeconds(30), Duration.ZERO, 4);
    private final LocalSqs.Created mergeQueue =
            aws.sqs().create("merge", true, Duration.ofSeconds(30), Duration.ZERO, 4);

    /// What the SDK takes from the environment, it takes from properties as well.
    private final Map<String, String> properties = Map.of(
            "aws.region", aws.environment().get("AWS_REGION"),
            "aws.accessKeyId", aws.environment().get("AWS_ACCESS_KEY_ID"),
            "aws.secretAccessKey", aws.environment().get("AWS_SECRET_ACCESS_KEY"),
            "aws.endpointUrlS3", aws.environment().get("AWS_ENDPOINT_URL_S3"),
            "aws.endpointUrlSqs", aws.environment().get("AWS_ENDPOINT_URL_SQS"));

    @BeforeEach
    void pointTheSdkHere() {
        properties.forEach(System::setProperty);
        aws.put("settings", "lamella.yaml", CONFIG);
    }

    @AfterEach
    void pointItAway() {
        properties.keySet().forEach(System::clearProperty);
        aws.close();
    }

    private Outcome run(String... words) {
        var all = new ArrayList<Object>(List.of(words));
        all.addAll(List.of("--config", "s3://settings/lamella.yaml", "--ingest-queue", queue.url()));
        return lamella(all.toArray());
    }

    private static List<String> bodies(MessageQueue from) {
        var bodies = new ArrayList<String>();
        var received = from.receive(10, Duration.ZERO).await().indefinitely();
        while (!received.isEmpty()) {
            received.forEach(message -> {
                bodies.add(message.body());
                from.acknowledge(message).await().indefinitely();
            });
            received = from.receive(10, Duration.ZERO).await().indefinitely();
        }
        return bodies;
    }

    @Test
    void backfillSendsAMessageForEachObject() throws IOException {
        for (int i = 0; i < 12; i++) {
            aws.put("landing", "people/" + i + ".csv", "id,name\n" + i + ",Ann\n");
        }
        var plan = run("backfill", "s3://landing/people/", "--dataset", "people", "--dry-run");
        assertThat(plan.exitCode()).as(plan.err()).isZero();
        assertThat(plan.out())
                .contains(
                        "12 objects", "requests", "to S3", "money", "list prices of us-east-1", "1s, at 100 a second");
        assertThat(bodies(queue.queue(aws.sqs()))).isEmpty();

        var sent = run("backfill", "s3://landing", "--dataset", "people", "--rate", "1000/s");
        assertThat(sent.exitCode()).as(sent.err()).isZero();
        assertThat(sent.err()).contains("sent 12 objects to " + queue.url());
        assertThat(bodies(queue.queue(aws.sqs())))
                .hasSize(12)
                .allSatisfy(body -> assertThat(body).contains("\"type\":\"slice\"", "\"dataset\":\"people\""));
    }

    @Test
    void redriveMovesDeadLettersBackAndSaysWhy() throws IOException {
        aws.put("landing", "people/a.csv", "id,name\n1,Ann\n");
        run("backfill", "s3://landing", "--dataset", "people");
        var body = bodies(queue.queue(aws.sqs())).getFirst();
        var dead = queue.deadLetters(aws.sqs());
        dead.send(new Outgoing(body, Optional.empty())).await().indefinitely();
        dead.send(new Outgoing("{}", Optional.empty())).await().indefinitely();

        var told = run("redrive", "--merge-queue", mergeQueue.url(), "--dry-run");
        assertThat(told.err()).isEmpty();
        assertThat(told.out())
                .contains("would move s3://landing/people/a.csv, dataset people")
                .contains("no receipt: failed 4 times; see the log of ingest")
                .contains("cannot be understood")
                .contains("1 message would be moved, 1 stay");
        assertThat(bodies(queue.queue(aws.sqs()))).isEmpty();

        var moved = run("redrive", "--match", "people/*", "--json");
        assertThat(moved.exitCode()).as(moved.err()).isZero();
        assertThat(moved.json().path("moved").asInt()).isEqualTo(1);
        assertThat(moved.json().path("notSelected").asInt()).isEqualTo(1);
        assertThat(bodies(queue.queue(aws.sqs()))).containsExactly(body);
        assertThat(bodies(dead)).containsExactly("{}");
    }

    @Test
    void namesAQueueThatIsMissing() {
        var noPolicy =
                lamella("redrive", "--config", "s3://settings/lamella.yaml", "--ingest-queue", queue.deadLetterUrl());
        assertThat(noPolicy.exitCode()).isEqualTo(2);
        assertThat(noPolicy.err())
                .contains("has no RedrivePolicy; give its dead-letter queue by --ingest-dead-letters");

        assertThat(lamella("redrive", "--config", "s3://settings/lamella.yaml").err())
                .contains("give the URL of the queue that messages go back to");
        assertThat(lamella("backfill", "s3://landing", "--dataset", "people", "--config", "s3://settings/lamella.yaml")
                        .err())
                .contains("give the URL of the ingest queue by --ingest-queue or LAMELLA_INGEST_QUEUE_URL");
    }
}

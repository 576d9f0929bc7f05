package io.lamella.adapter.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.lamella.pipeline.MessageQueue;
import io.lamella.pipeline.MessageQueue.Fifo;
import io.lamella.pipeline.MessageQueue.Outgoing;
import io.lamella.pipeline.MessageQueue.Received;
import io.lamella.pipeline.MessageQueueContract;
import io.lamella.pipeline.QueueException;
import io.lamella.pipeline.TraceParent;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeNameForSends;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeValue;

class SqsQueueTest extends MessageQueueContract {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final LocalSqs sqs = LocalSqs.shared();

    @Override
    protected Queues create(boolean fifo, Duration visibility, Duration delay, int maxReceiveCount) {
        LocalSqs.Created created = sqs.create("contract", fifo, visibility, delay, maxReceiveCount);
        return new Queues(created.queue(sqs), created.deadLetters(sqs));
    }

    @Override
    protected void pass(Duration duration) {
        // Real time passes by itself, while a receiver waits.
    }

    @Test
    void roundsPartsOfSecondsUp() {
        MessageQueue queue = create(false, SECOND, Duration.ZERO, 10).queue();
        wait(queue.send(new Outgoing("one", Optional.empty())));
        Received received = wait(queue.receive(1, SECOND)).getFirst();

        wait(queue.extend(received, Duration.ofMillis(100)));

        assertThat(wait(queue.receive(1, Duration.ZERO))).isEmpty();
    }

    @Test
    void findsItsDeadLetterQueue() {
        var created = sqs.create("policy", false, SECOND, Duration.ZERO, 7);

        assertThat(wait(new SqsQueue(sqs.client(), created.url()).deadLetters()))
                .hasValue(new SqsQueue.DeadLetterQueue(created.deadLetterUrl(), 7));
        assertThat(wait(new SqsQueue(sqs.client(), created.deadLetterUrl()).deadLetters()))
                .isEmpty();
    }

    @Test
    void countsItsMessages() {
        var created = sqs.create("depth", false, Duration.ofMinutes(10), Duration.ZERO, 7);
        var queue = new SqsQueue(sqs.client(), created.url());
        for (int i = 0; i < 3; i++) {
            wait(queue.send(new Outgoing("body " + i, Optional.empty())));
        }
        var received = wait(queue.receive(1, SECOND));

        assertThat(wait(queue.depth())).isEqualTo(new SqsQueue.Depth(3 - received.size(), received.size()));
    }

    /// S3 sets it on the notification of an object whose upload X-Ray traces.
    @Test
    void readsTheTraceThatXRaySays() {
        var created = sqs.create("xray", false, SECOND, Duration.ZERO, 10);
        sqs.client()
                .sendMessage(request -> request.queueUrl(created.url())
                        .messageBody("notification")
                        .messageSystemAttributes(Map.of(
                                MessageSystemAttributeNameForSends.AWS_TRACE_HEADER,
                                MessageSystemAttributeValue.builder()
                                        .dataType("String")
                                        .stringValue(
                                                "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1")
                                        .build())))
                .join();

        assertThat(wait(created.queue(sqs).receive(1, SECOND)))
                .singleElement()
                .satisfies(received -> assertThat(received.trace())
                        .contains(new TraceParent("5759e988bd862e3fe1be46a994272793", "53995c3f42cd8ad8", true)));
    }

    @Test
    void namesQueueOperationAndRemedyWhenAQueueIsMissing() {
        String url = sqs.endpoint() + "/000000000000/nowhere";

        assertThatThrownBy(() -> wait(new SqsQueue(sqs.client(), url).receive(1, Duration.ZERO)))
                .isInstanceOf(QueueException.class)
                .hasMessageStartingWith("ReceiveMessage on " + url + " failed: ")
                .hasMessageEndingWith("Check the queue's URL, and that the client's region is the queue's.");
    }

    @Test
    void saysThatNobodyAnswered() {
        URI nobody = URI.create("http://127.0.0.1:1");
        try (SqsAsyncClient client = LocalSqs.client(nobody)) {
            String url = nobody + "/000000000000/queue.fifo";

            assertThatThrownBy(() -> wait(
                            new SqsQueue(client, url).send(new Outgoing("body", Optional.of(new Fifo("group", "id"))))))
                    .isInstanceOf(QueueException.class)
                    .hasMessageStartingWith("SendMessage on " + url + " failed: ")
                    .hasMessageContaining("Check the region, the endpoint, the credentials");
        }
    }

    @Test
    void saysThatAnAnswerWasCutOff() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        var endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        try (SqsAsyncClient client = LocalSqs.client(endpoint)) {
            assertThatThrownBy(() -> wait(new SqsQueue(client, endpoint + "/queue").visibility()))
                    .isInstanceOf(QueueException.class)
                    .hasMessageStartingWith(
                            "GetQueueAttributes on " + endpoint + "/queue failed: the answer was cut off");
        } finally {
            server.stop(0);
        }
    }

    private static <T> T wait(Uni<T> call) {
        return call.await().atMost(Duration.ofSeconds(30));
    }
}

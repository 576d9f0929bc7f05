package io.lamella.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.core.event.MergeRequest;
import io.lamella.core.event.Messages;
import io.lamella.pipeline.MessageQueue.Fifo;
import io.lamella.pipeline.MessageQueue.Outgoing;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MergeRequestsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");
    private static final MergeRequest REQUEST = new MergeRequest("orders", "country=Österreich/" + "x".repeat(500));

    private final MergeRequests requests = new MergeRequests(Duration.ofMinutes(10));

    @Test
    void carriesTheRequest() {
        assertThat(Messages.readMerge(requests.request(REQUEST, NOW).body())).isEqualTo(REQUEST);
    }

    @Test
    void isOneRequestWithinAnInterval() {
        Fifo first = fifo(requests.request(REQUEST, NOW));

        assertThat(fifo(requests.request(REQUEST, NOW.plusSeconds(599)))).isEqualTo(first);
        assertThat(fifo(requests.request(REQUEST, NOW.plusSeconds(600))).deduplicationId())
                .isNotEqualTo(first.deduplicationId());
        assertThat(fifo(requests.request(REQUEST, NOW.plusSeconds(600))).group())
                .isEqualTo(first.group());
    }

    @Test
    void groupsByPartition() {
        Fifo here = fifo(requests.request(new MergeRequest("a", "bc"), NOW));
        Fifo there = fifo(requests.request(new MergeRequest("ab", "c"), NOW));

        assertThat(here.group()).isNotEqualTo(there.group());
        assertThat(here.deduplicationId()).isNotEqualTo(there.deduplicationId());
    }

    @Test
    void asksAgainWhateverWasAskedBefore() {
        Fifo first = fifo(requests.request(REQUEST, NOW));
        Fifo again = fifo(requests.again(REQUEST, "attempt-1"));

        assertThat(again.group()).isEqualTo(first.group());
        assertThat(again.deduplicationId())
                .isNotEqualTo(first.deduplicationId())
                .isNotEqualTo(fifo(requests.again(REQUEST, "attempt-2")).deduplicationId());
    }

    @Test
    void makesIdsThatSqsTakes() {
        Fifo fifo = fifo(requests.request(REQUEST, NOW));

        assertThat(fifo.group()).matches("[0-9a-f]{1,128}");
        assertThat(fifo.deduplicationId()).matches("[0-9a-f]{1,128}");
    }

    @Test
    void delaysTheQueueByMoreThanAnInterval() {
        assertThat(requests.queueDelay()).isEqualTo(Duration.ofSeconds(630));
        assertThat(new MergeRequests(Duration.ofMinutes(14)).queueDelay()).isLessThan(Duration.ofMinutes(15));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0.999S", "PT14M1S"})
    void refusesAnIntervalThatAQueueCannotDelay(String interval) {
        assertThatThrownBy(() -> new MergeRequests(Duration.parse(interval)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(interval);
    }

    private static Fifo fifo(Outgoing message) {
        return message.fifo().orElseThrow();
    }
}

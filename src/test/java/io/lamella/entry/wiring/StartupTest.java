package io.lamella.entry.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.pipeline.QueueException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StartupTest {
    @Test
    void saysWhatWasNotAnswered() {
        Uni<String> silence = Uni.createFrom().nothing();

        assertThatThrownBy(() -> Startup.answer(
                        silence, Duration.ofMillis(1), "GetQueueAttributes on http://queue", QueueException::new))
                .isInstanceOf(QueueException.class)
                .hasMessageContaining("GetQueueAttributes on http://queue was not answered")
                .hasMessageContaining("Check the way there");
    }

    @Test
    void handsOnAnAnswerAndAFailure() {
        assertThat(Startup.answer(Uni.createFrom().item("yes"), Duration.ofMinutes(1), "asking", QueueException::new))
                .isEqualTo("yes");
        var failure = new QueueException("no such queue");
        assertThatThrownBy(() -> Startup.answer(
                        Uni.createFrom().failure(failure), Duration.ofMinutes(1), "asking", QueueException::new))
                .isSameAs(failure);
    }
}

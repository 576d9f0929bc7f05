package io.lamella.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConcurrentlyTest {

    /// As Mutiny's merge does where an item fails in the moment in which the last of the others is done.
    @Test
    void failsWhereMergeCompletesInsteadOfFailing() {
        var failing = Multi.createFrom()
                .range(0, 3)
                .plug(Concurrently.each(
                        number -> number == 1
                                ? Uni.createFrom().<Integer>failure(new IllegalStateException("lost"))
                                : Uni.createFrom().item(number),
                        results -> results.merge(4).onFailure().recoverWithCompletion()))
                .collect()
                .asList();

        assertThatThrownBy(() -> failing.await().indefinitely())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("lost");
    }

    @Test
    void aStepThatThrowsFailsTheWhole() {
        var failing = Multi.createFrom()
                .range(0, 100)
                .plug(Concurrently.each(4, number -> Uni.createFrom().item(100 / (50 - number))))
                .collect()
                .asList();

        assertThatThrownBy(() -> failing.await().indefinitely()).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void worksOnSoManyAtOnceAndLeavesOutNulls() {
        var emitters = new ArrayList<UniEmitter<? super Integer>>();
        var outcome = Multi.createFrom()
                .range(0, 5)
                .plug(Concurrently.each(3, _ -> Uni.createFrom().<Integer>emitter(emitters::add)))
                .collect()
                .asList()
                .subscribeAsCompletionStage();

        assertThat(emitters).hasSize(3);
        IntStream.range(0, 5)
                .forEach(number -> emitters.get(number).complete(number % 2 == 0 ? Integer.valueOf(number) : null));

        assertThat(outcome).isCompletedWithValue(List.of(0, 2, 4));
    }

    /// What is kept of one subscription is not kept for the next.
    @Test
    void canBeTriedAgain() {
        var trials = new ArrayList<Integer>();
        var retried = Multi.createFrom()
                .items(1)
                .plug(Concurrently.each(2, item -> {
                    trials.add(item);
                    return trials.size() == 1
                            ? Uni.createFrom().<Integer>failure(new IllegalStateException("once"))
                            : Uni.createFrom().item(item);
                }))
                .collect()
                .asList()
                .onFailure()
                .retry()
                .atMost(1);

        assertThat(retried.await().indefinitely()).containsExactly(1);
    }
}

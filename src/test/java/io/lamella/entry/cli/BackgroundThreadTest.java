package io.lamella.entry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackgroundThreadTest {
    @Test
    void doesWorkInOrderOnOneThreadOfItsName() {
        List<String> done = new ArrayList<>();
        try (var background = new BackgroundThread("beside", 2)) {
            var last = IntStream.range(0, 100)
                    .mapToObj(i -> background.begin(
                            () -> done.add(Thread.currentThread().getName() + " " + i)))
                    .toList()
                    .getLast();
            last.run();

            assertThat(done)
                    .containsExactlyElementsOf(
                            IntStream.range(0, 100).mapToObj(i -> "beside " + i).toList());
        }
    }

    @Test
    void doesWorkAtOnceWhereThereIsOneProcessor() {
        List<Thread> by = new ArrayList<>();
        try (var background = new BackgroundThread("beside", 1)) {
            var waiting = background.begin(() -> by.add(Thread.currentThread()));

            assertThat(by).containsExactly(Thread.currentThread());
            waiting.run();
        }
    }

    @Test
    void tellsWhoeverWaitsWhatWentWrong() {
        try (var background = new BackgroundThread("beside", 2)) {
            var failure = new IllegalArgumentException("no");
            var waiting = background.begin(() -> {
                throw failure;
            });

            assertThatThrownBy(waiting::run).isSameAs(failure);
            assertThatThrownBy(waiting::run).isSameAs(failure);
        }
    }

    @Test
    void leavesNoThreadBehind() throws InterruptedException {
        var threads = new ArrayList<Thread>();
        var begun = new CountDownLatch(1);
        try (var background = new BackgroundThread("beside", 2)) {
            background.begin(() -> {
                threads.add(Thread.currentThread());
                begun.countDown();
            });
            background.begin(() -> {
                throw new IllegalStateException("nobody waits for this");
            });
        }

        assertThat(begun.getCount()).isZero();
        // An executor says that it has ended a moment before its thread has.
        assertThat(threads.getFirst().join(Duration.ofMinutes(1))).isTrue();
    }
}

package io.lamella.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// Two processes of `lamella run`, which are killed at random and replaced. To be used by one thread at a time.
final class Workers implements AutoCloseable {
    private static final int COUNT = 2;
    private static final List<String> COMMAND = List.of("run", "--config", "lamella.yaml");

    /// One in so many is asked to end, and not killed.
    private static final int ASKED = 5;

    /// One in so many lives long enough to see calls time out.
    private static final int LONG_LIVED = 4;

    /// In what a process that is asked to has to end. It lets its work finish for 25 s.
    private static final long PATIENCE_SECONDS = 120;

    /// One in so many may die before it runs.
    private static final int EARLY = 5;

    /// Time enough to have swept.
    private static final long OLD_NANOS = TimeUnit.SECONDS.toNanos(60);

    /// Exit code of a process that ended on SIGTERM, however orderly.
    private static final int SIGTERM = 143;

    private final Packaged packaged;
    private final Random random;
    private final List<Worker> running = new ArrayList<>();
    private final List<Worker> ending = new ArrayList<>();
    private boolean spared;
    private int starts;
    private int startsInVain;
    private int kills;
    private int asked;

    Workers(Packaged packaged, long seed) {
        this.packaged = packaged;
        this.random = new Random(seed);
    }

    /// A process. Its life is counted from when it runs, however slow the machine is, or, for some, from when it starts.
    private final class Worker {
        private final String log = "run-%04d.txt".formatted(starts++);
        private final Process process = packaged.start(log, COMMAND);
        private final long lifeNanos = TimeUnit.MILLISECONDS.toNanos(lifeMillis());
        private final boolean mayDieEarly = random.nextInt(EARLY) == 0;
        private long livesSince = System.nanoTime();
        private boolean ran;

        Worker() throws IOException {}

        boolean ran() throws IOException {
            if (!ran && packaged.printed(log).contains("running; stop with Ctrl-C")) {
                ran = true;
                livesSince = System.nanoTime();
            }
            return ran;
        }

        boolean mustDie() throws IOException {
            return !spared && (ran() || mayDieEarly) && System.nanoTime() - livesSince >= lifeNanos;
        }

        long ageNanos() {
            return System.nanoTime() - livesSince;
        }
    }

    /// @param startsInVain processes that ended before they ran, since they did not reach their queues
    /// @param kills with SIGKILL
    /// @param asked to end, with SIGTERM
    record Counts(int starts, int startsInVain, int kills, int asked) {}

    Counts counts() {
        return new Counts(starts, startsInVain, kills, asked);
    }

    /// Ends whose time has come, and starts others in their place. To be called every now and then.
    void tend() throws IOException {
        for (var worker : List.copyOf(running)) {
            if (!worker.process.isAlive()) {
                endedByItself(worker);
            } else if (worker.mustDie()) {
                end(worker);
            }
        }
        requireEnds();
        while (running.size() < COUNT) {
            running.add(new Worker());
        }
    }

    private long lifeMillis() {
        return random.nextInt(LONG_LIVED) == 0 ? 60_000L + random.nextInt(60_000) : 200L + random.nextInt(10_000);
    }

    private void endedByItself(Worker worker) throws IOException {
        assertThat(worker.ran())
                .as("a process that ran must run on, but it ended: %s", packaged.printed(worker.log))
                .isFalse();
        assertThat(packaged.printed(worker.log)).doesNotContain("fault of Lamella");
        running.remove(worker);
        startsInVain++;
    }

    private void end(Worker worker) {
        running.remove(worker);
        if (random.nextInt(ASKED) == 0) {
            asked++;
            ask(worker);
        } else {
            kill(worker);
        }
    }

    private void ask(Worker worker) {
        worker.livesSince = System.nanoTime();
        worker.process.destroy();
        ending.add(worker);
    }

    private void requireEnds() throws IOException {
        for (var worker : List.copyOf(ending)) {
            if (!worker.process.isAlive()) {
                if (worker.ran()) {
                    assertThat(worker.process.exitValue()).as(worker.log).isEqualTo(SIGTERM);
                }
                ending.remove(worker);
            } else {
                assertThat(TimeUnit.NANOSECONDS.toSeconds(worker.ageNanos()))
                        .as("%s must end when it is asked to", worker.log)
                        .isLessThan(PATIENCE_SECONDS);
            }
        }
    }

    /// From now on none is killed at random.
    void spare() {
        spared = true;
    }

    /// Kills those that have run for a while, so that the next call of [#tend] starts others, which begin with a sweep.
    void replaceOld() throws IOException {
        for (var worker : List.copyOf(running)) {
            if (worker.ran() && worker.ageNanos() >= OLD_NANOS) {
                running.remove(worker);
                kill(worker);
            }
        }
    }

    private void kill(Worker worker) {
        kills++;
        worker.process.destroyForcibly();
    }

    /// Asks all to end, and sees them end.
    void stop() throws IOException, InterruptedException {
        running.forEach(this::ask);
        running.clear();
        for (var worker : ending) {
            assertThat(worker.process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("%s must end when it is asked to", worker.log)
                    .isTrue();
        }
        requireEnds();
    }

    @Override
    public void close() {
        running.forEach(worker -> worker.process.destroyForcibly());
        ending.forEach(worker -> worker.process.destroyForcibly());
    }
}

package io.lamella.pipeline;

import static io.lamella.pipeline.StoreCalls.answer;
import static io.lamella.pipeline.StoreException.Reason.CONFLICT;
import static io.lamella.pipeline.StoreException.Reason.NOT_FOUND;
import static io.lamella.pipeline.StoreException.Reason.PRECONDITION_FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.pipeline.StoreException.Reason;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// What every adapter of [ObjectStore] must keep: the sentences of the port's comments, one by one.
public abstract class ObjectStoreContract implements ReadingContract, WritingContract, ListingContract, UploadContract {
    private final Random random = new Random(7);

    @Override
    public final byte[] random(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @Override
    public final int winner(IntFunction<Uni<String>> writer) {
        return assertOneWon(race(writer));
    }

    private record Outcome(int writer, Optional<StoreException> lost) {}

    /// The outcomes of sixteen writers that start together.
    private static List<Outcome> race(IntFunction<Uni<String>> writer) {
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            List<Uni<Outcome>> writers = IntStream.range(0, 16)
                    .mapToObj(i -> writer.apply(i)
                            .map(_ -> new Outcome(i, Optional.empty()))
                            .onFailure(StoreException.class)
                            .recoverWithItem(e -> new Outcome(i, Optional.of(e)))
                            .runSubscriptionOn(threads))
                    .toList();
            return answer(Uni.join().all(writers).andFailFast());
        }
    }

    /// By what writers may lose a race.
    protected Set<Reason> mayLoseBy() {
        return Set.of(PRECONDITION_FAILED, CONFLICT, NOT_FOUND);
    }

    private int assertOneWon(List<Outcome> outcomes) {
        assertThat(outcomes).filteredOn(outcome -> outcome.lost().isEmpty()).hasSize(1);
        assertThat(outcomes)
                .flatExtracting(outcome -> outcome.lost().stream().toList())
                .allSatisfy(e -> assertThat(e.reason()).as(e.getMessage()).isIn(mayLoseBy()));
        return outcomes.stream()
                .filter(outcome -> outcome.lost().isEmpty())
                .findFirst()
                .orElseThrow()
                .writer();
    }
}

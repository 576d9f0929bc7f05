package io.lamella.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PageTest {
    private final List<Integer> requested = new ArrayList<>();

    /// Three pages: 0 1, 10 11 and 20 21.
    private final Multi<Integer> listing =
            Page.<Integer, Integer>all(cursor -> Uni.createFrom().item(() -> {
                int page = cursor.orElse(0);
                requested.add(page);
                return new Page<>(
                        List.of(10 * page, 10 * page + 1), page < 2 ? Optional.of(page + 1) : Optional.empty());
            }));

    @Test
    void listsAllPages() {
        assertThat(listing.collect().asList().await().indefinitely()).containsExactly(0, 1, 10, 11, 20, 21);
        assertThat(requested).containsExactly(0, 1, 2);
    }

    @Test
    void requestsAPageOnlyWhenItsItemsAreAskedFor() {
        AssertSubscriber<Integer> lister = listing.subscribe().withSubscriber(AssertSubscriber.create(0));
        assertThat(lister.getItems()).isEmpty();

        lister.request(1);
        assertThat(requested).containsExactly(0);
        lister.request(2);
        assertThat(requested).containsExactly(0, 1);
        lister.cancel();
        assertThat(requested).containsExactly(0, 1);
    }

    @Test
    void beginsAnewForEachSubscription() {
        listing.collect().asList().await().indefinitely();
        listing.collect().asList().await().indefinitely();

        assertThat(requested).containsExactly(0, 1, 2, 0, 1, 2);
    }

    @Test
    void goesOnBehindAnEmptyPage() {
        Multi<Integer> gap = Page.<Integer, Integer>all(cursor -> Uni.createFrom()
                .item(() -> cursor.isPresent()
                        ? new Page<Integer, Integer>(List.of(7), Optional.empty())
                        : new Page<>(List.of(), Optional.of(1))));

        assertThat(gap.collect().asList().await().indefinitely()).containsExactly(7);
    }
}

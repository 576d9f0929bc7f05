package io.lamella.pipeline;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/// What one request of a listing answers.
///
/// @param <T> what is listed
/// @param <C> where a listing goes on
/// @param next empty if there is no more
public record Page<T, C>(List<T> items, Optional<C> next) {
    public Page {
        items = List.copyOf(items);
    }

    /// A whole listing. A page is requested when the items of the one before are used up and more is asked for; the first
    /// request is given an empty cursor.
    public static <T, C> Multi<T> all(Function<Optional<C>, Uni<Page<T, C>>> request) {
        return Multi.createBy()
                .repeating()
                .uni(
                        () -> new AtomicReference<Optional<C>>(Optional.empty()),
                        cursor -> request.apply(cursor.get()).invoke(page -> cursor.set(page.next())))
                .whilst(page -> page.next().isPresent())
                .onItem()
                .transformToMultiAndConcatenate(page -> Multi.createFrom().iterable(page.items()));
    }
}

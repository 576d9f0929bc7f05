package io.lamella.core.parquet;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A page that is finished but for its compression, or finished.
///
/// When compression comes to its end depends on other threads, so what an encoder foretells must not rest on it: a page counts as
/// [settled][#isSettled] when the encoder has waited for it, which it does after a fixed number of further pages.
final class PendingPage {
    private final int rows;
    private final int entries;
    private @Nullable Runnable wait;
    private @Nullable Page page;

    private PendingPage(int rows, int entries) {
        this.rows = rows;
        this.entries = entries;
    }

    static PendingPage of(Page finished) {
        var pending = new PendingPage(finished.rows(), finished.entries());
        pending.page = finished;
        return pending;
    }

    /// Begins what makes the page.
    static PendingPage begin(int rows, int entries, Background background, Supplier<Page> work) {
        var pending = new PendingPage(rows, entries);
        pending.wait = background.begin(() -> pending.page = work.get());
        return pending;
    }

    int rows() {
        return rows;
    }

    /// See [Page#entries].
    int entries() {
        return entries;
    }

    boolean isSettled() {
        return wait == null;
    }

    /// The page, after waiting for it.
    Page settle() {
        if (wait != null) {
            wait.run();
            wait = null;
        }
        var settled = page;
        if (settled == null) {
            throw new IllegalStateException("the page was not made");
        }
        return settled;
    }

    /// Waits for the work, since it uses what is about to be freed. Whatever comes of it, nobody wants the page any more.
    void abandon() {
        try {
            settle();
        } catch (RuntimeException | Error lost) {
            wait = null;
        }
    }
}

package io.lamella.entry.wiring;

import io.lamella.core.table.Receipt;
import io.lamella.pipeline.Event;
import io.lamella.pipeline.Observer;
import java.util.concurrent.atomic.AtomicLong;

/// Counts slices by who converted them, and the rows that went to quarantine.
final class SliceTally implements Observer {
    private final AtomicLong converted = new AtomicLong();
    private final AtomicLong doneBefore = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();

    @Override
    public void observe(Event event) {
        if (event.result() instanceof Event.Converted(Receipt receipt, boolean own)
                && receipt.outcome() == Receipt.Outcome.STAGED) {
            if (own) {
                converted.incrementAndGet();
                rejected.addAndGet(receipt.rejected());
            } else {
                doneBefore.incrementAndGet();
            }
        }
    }

    /// By attempts that count.
    long converted() {
        return converted.get();
    }

    /// Found to have a receipt already.
    long doneBefore() {
        return doneBefore.get();
    }

    /// Rows of what was converted.
    long rejected() {
        return rejected.get();
    }
}

package io.lamella.core.decode;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;

/// The clock on the wall of a zone. A time that it shows twice, when clocks are set back, is taken as the first of the two; a
/// time that it jumps over does not exist.
///
/// Remembers between which times the offset stays the same, since rows that come together are mostly of one season.
/// Not thread-safe.
final class ZoneClock {
    /// The offset of a time that the clock jumps over.
    static final int NONE = IsoOffset.NONE;

    private final ZoneRules rules;

    /// Local seconds from `from` (included) to `to` that have this one offset, in seconds.
    private long from;

    private long to;
    private int offset;

    ZoneClock(ZoneId zone) {
        rules = zone.getRules();
        if (rules.isFixedOffset()) {
            from = Long.MIN_VALUE;
            to = Long.MAX_VALUE;
            offset = rules.getOffset(Instant.EPOCH).getTotalSeconds();
        }
    }

    /// The offset from UTC, in seconds, when the clock shows a time, given in seconds from 1970-01-01 00:00 by this clock.
    int offsetAt(long localSeconds) {
        return localSeconds >= from && localSeconds < to ? offset : lookUp(localSeconds);
    }

    private int lookUp(long localSeconds) {
        LocalDateTime local = LocalDateTime.ofEpochSecond(localSeconds, 0, ZoneOffset.UTC);
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        if (offsets.isEmpty()) {
            return NONE;
        }
        if (offsets.size() == 1) {
            remember(local.toInstant(offsets.getFirst()), offsets.getFirst());
        }
        return offsets.getFirst().getTotalSeconds();
    }

    /// Leaves the hour before or behind each transition to the rules: there times are doubled or jumped over.
    private void remember(Instant instant, ZoneOffset only) {
        // A nanosecond later, so that a transition at this very instant is a previous one.
        ZoneOffsetTransition previous = rules.previousTransition(instant.plusNanos(1));
        ZoneOffsetTransition next = rules.nextTransition(instant);
        offset = only.getTotalSeconds();
        from = previous == null ? Long.MIN_VALUE : last(previous);
        to = next == null ? Long.MAX_VALUE : first(next);
    }

    private static long first(ZoneOffsetTransition transition) {
        return Math.min(local(transition.getDateTimeBefore()), local(transition.getDateTimeAfter()));
    }

    private static long last(ZoneOffsetTransition transition) {
        return Math.max(local(transition.getDateTimeBefore()), local(transition.getDateTimeAfter()));
    }

    private static long local(LocalDateTime time) {
        return time.toEpochSecond(ZoneOffset.UTC);
    }
}

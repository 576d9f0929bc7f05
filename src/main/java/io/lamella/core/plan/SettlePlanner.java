package io.lamella.core.plan;

import io.lamella.core.table.Dataset;
import java.time.Instant;
import java.time.ZoneOffset;

/// When a part is rewritten.
public final class SettlePlanner {
    private static final int DEAD_PERCENT = 10;

    private SettlePlanner() {}

    /// Two small row groups can be joined to one; one alone cannot. Dead bytes count from a tenth of the part on: a part of
    /// 500 MB with 3 small row groups is rewritten, and so is one of 100 MB with 10 MB of old footers.
    public static boolean isWorthIt(long partBytes, long deadBytes, long smallRowGroups) {
        return smallRowGroups > 1 || deadBytes * 100 >= partBytes * DEAD_PERCENT;
    }

    /// Whether rewriting may begin now. From 22 to 4 o'clock passes midnight: 23 and 3 are in it, 4 is not.
    public static boolean isInWindow(Instant now, Dataset.Settle settle) {
        int hour = now.atOffset(ZoneOffset.UTC).getHour();
        int start = settle.windowStartHour();
        int end = settle.windowEndHour();
        return start <= end ? hour >= start && hour < end : hour >= start || hour < end;
    }
}

package io.lamella.architecture.violations.core;

import io.lamella.architecture.Breaks;
import io.lamella.architecture.Rule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.function.LongSupplier;

@SuppressWarnings("JavaUtilDate")
final class Clocks {

    @Breaks(Rule.CORE_READS_NO_CLOCK)
    long currentTimeMillis() {
        return System.currentTimeMillis();
    }

    @Breaks(Rule.CORE_READS_NO_CLOCK)
    LongSupplier nanoTimeByReference() {
        return System::nanoTime;
    }

    @Breaks(Rule.CORE_READS_NO_CLOCK)
    Clock systemClock() {
        return Clock.systemUTC();
    }

    @Breaks(Rule.CORE_READS_NO_CLOCK)
    Clock tickingClock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }

    @Breaks(Rule.CORE_READS_NO_CLOCK)
    Instant now() {
        return Instant.now();
    }

    @Breaks(Rule.CORE_READS_NO_CLOCK)
    LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    @Breaks(Rule.CORE_READS_NO_CLOCK)
    Date date() {
        return new Date();
    }
}

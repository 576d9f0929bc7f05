package io.lamella.core.decode;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import org.jspecify.annotations.Nullable;

/// A date, perhaps a time (else midnight) and perhaps an offset or zone, written by a pattern.
final class PatternForm implements TimestampForm {
    private final PatternText text;

    PatternForm(String pattern) {
        text = new PatternText(pattern);
    }

    @Override
    public boolean read(byte[] data, int start, int end, Moment moment) {
        TemporalAccessor parsed = text.read(data, start, end).orElse(null);
        if (parsed == null) {
            return false;
        }
        LocalDate date = parsed.query(TemporalQueries.localDate());
        if (date == null) {
            return false;
        }
        LocalTime time = parsed.query(TemporalQueries.localTime());
        LocalDateTime local = date.atTime(time == null ? LocalTime.MIDNIGHT : time);
        int offset = offset(parsed, local);
        if (offset == IsoOffset.NONE && hasZone(parsed)) {
            return false;
        }
        moment.local(local.toEpochSecond(ZoneOffset.UTC), local.get(ChronoField.NANO_OF_SECOND), offset);
        return true;
    }

    private static boolean hasZone(TemporalAccessor parsed) {
        return parsed.query(TemporalQueries.zone()) != null;
    }

    private static int offset(TemporalAccessor parsed, LocalDateTime local) {
        ZoneOffset offset = parsed.query(TemporalQueries.offset());
        if (offset != null) {
            return offset.getTotalSeconds();
        }
        @Nullable ZoneId zone = parsed.query(TemporalQueries.zoneId());
        if (zone == null) {
            return Moment.NO_OFFSET;
        }
        // The earlier of two where clocks are set back; none where they jump over the time.
        return zone.getRules().getValidOffsets(local).stream()
                .findFirst()
                .map(ZoneOffset::getTotalSeconds)
                .orElse(IsoOffset.NONE);
    }
}

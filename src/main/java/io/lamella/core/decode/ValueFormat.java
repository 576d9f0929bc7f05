package io.lamella.core.decode;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/// How a value is written as text.
///
/// @param nulls texts that mean null. An empty CSV field is null for every type but text and json, where it is null only if
/// `""` is listed; a missing JSON key and a JSON null are always null
/// @param patterns for date, time and timestamp: the forms to try in turn, as [java.time.format.DateTimeFormatter] writes
/// them, or one of the names `iso`, `epoch-seconds`, `epoch-millis`, `epoch-micros`; empty for `iso`
/// @param zone where a timestamp without an offset was taken, when the column is adjusted to UTC
/// @param rounding what becomes of digits beyond the scale of a decimal or the resolution of a time
/// @param binary how bytes are written as text
public record ValueFormat(
        List<String> nulls, List<String> patterns, ZoneId zone, Rounding rounding, BinaryText binary) {
    public static final ValueFormat DEFAULT =
            new ValueFormat(List.of(""), List.of(), ZoneOffset.UTC, Rounding.REJECT, BinaryText.BASE64);

    public ValueFormat {
        nulls = List.copyOf(nulls);
        patterns = List.copyOf(patterns);
    }

    public enum Rounding {
        /// A value that would lose digits other than zeros is rejected.
        REJECT,
        /// To the nearest, ties to the even neighbour.
        HALF_EVEN,
        /// To the nearest, ties away from zero.
        HALF_UP,
        /// Towards zero.
        TRUNCATE
    }

    public enum BinaryText {
        BASE64,
        HEX,
        /// The bytes of the UTF-8 text itself.
        UTF8
    }
}

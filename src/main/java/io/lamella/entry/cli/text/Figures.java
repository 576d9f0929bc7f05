package io.lamella.entry.cli.text;

import java.util.List;
import java.util.Locale;

/// Numbers for people.
public final class Figures {
    private static final List<String> UNITS = List.of("KiB", "MiB", "GiB", "TiB", "PiB", "EiB");

    private Figures() {}

    /// Such as `12,345`.
    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /// Such as `1 row` and `12,345 rows`.
    public static String count(long number, String noun) {
        return number(number) + " " + noun + (number == 1 ? "" : "s");
    }

    /// Three digits and a unit, such as `118 KiB`, `3.41 MiB`.
    public static String size(long bytes) {
        if (bytes < 1024) {
            return count(bytes, "byte");
        }
        double value = bytes;
        int unit = -1;
        while (value >= 1000 && unit + 1 < UNITS.size()) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%.0f", value) + " "
                + UNITS.get(unit);
    }

    /// Such as `2.5`.
    public static String ratio(long part, long whole) {
        return String.format(Locale.ROOT, "%.1f", (double) part / whole);
    }

    /// Such as `12.3 %`; what is there, but little, is `under 0.1 %`.
    public static String share(long part, long whole) {
        if (whole == 0) {
            return "-";
        }
        double share = 100.0 * part / whole;
        return part > 0 && share < 0.1 ? "under 0.1 %" : String.format(Locale.ROOT, "%.1f %%", share);
    }

    /// Hundredths for attributes, such as `12.345%`.
    public static String percent(long part, long whole) {
        return whole == 0 ? "0%" : String.format(Locale.ROOT, "%.3f%%", 100.0 * part / whole);
    }

    public static String brief(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}

package io.lamella.entry.wiring.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sizes as people write them: `64MiB`, `500 MB`, and `1000000` bytes.
public final class ByteSize {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,15}) ?([A-Za-z]*)");
    private static final Map<String, Long> UNITS = units();

    private ByteSize() {}

    private static Map<String, Long> units() {
        var units = new LinkedHashMap<String, Long>();
        units.put("TiB", 1L << 40);
        units.put("GiB", 1L << 30);
        units.put("MiB", 1L << 20);
        units.put("KiB", 1L << 10);
        units.put("TB", 1_000_000_000_000L);
        units.put("GB", 1_000_000_000L);
        units.put("MB", 1_000_000L);
        units.put("kB", 1_000L);
        units.put("B", 1L);
        return units;
    }

    public static long parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "`" + text + "` is not a size; write it as `64MiB`, `500MB` or in bytes");
        }
        String unit = form.group(2).isEmpty() ? "B" : form.group(2);
        Long factor = UNITS.get(unit);
        if (factor == null) {
            throw new IllegalArgumentException(
                    "unknown unit `" + unit + "`; it is one of " + Suggestion.listed(UNITS.keySet()));
        }
        try {
            return Math.multiplyExact(Long.parseLong(form.group(1)), factor);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("`" + text + "` is too big", e);
        }
    }

    /// In the greatest binary unit that takes no fraction.
    public static String show(long bytes) {
        return UNITS.entrySet().stream()
                .filter(unit -> unit.getKey().contains("i") && bytes >= unit.getValue() && bytes % unit.getValue() == 0)
                .findFirst()
                .map(unit -> bytes / unit.getValue() + unit.getKey())
                .orElse(bytes + "B");
    }
}

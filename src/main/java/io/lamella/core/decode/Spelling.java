package io.lamella.core.decode;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds what somebody may have meant.
final class Spelling {
    private Spelling() {}

    /// The candidate that differs in case or spaces only or, failing that, in a third of the letters at most.
    static Optional<String> nearest(String name, List<String> candidates) {
        String wanted = normal(name);
        int tolerance = Math.max(1, wanted.length() / 3);
        return candidates.stream()
                .filter(candidate -> Math.abs(normal(candidate).length() - wanted.length()) <= tolerance)
                .filter(candidate -> distance(wanted, normal(candidate)) <= tolerance)
                .min(Comparator.comparingInt(candidate -> distance(wanted, normal(candidate))));
    }

    private static String normal(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replaceAll("[ _-]+", "_");
    }

    /// Letters to insert, delete or replace (Levenshtein).
    private static int distance(String one, String other) {
        int[] above = new int[other.length() + 1];
        for (int j = 0; j < above.length; j++) {
            above[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = above[0];
            above[0] = i;
            for (int j = 1; j < above.length; j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = above[j];
                above[j] = Math.min(replaced, Math.min(above[j], above[j - 1]) + 1);
            }
        }
        return above[other.length()];
    }
}

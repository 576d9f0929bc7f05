package io.lamella.entry.wiring.config;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// What may have been meant by a word that is not known.
public final class Suggestion {
    /// More words than these help nobody.
    private static final int MAX_LISTED = 20;

    private Suggestion() {}

    /// A remedy: the word that is near, or, if there is none, all of them.
    static String remedy(String word, Collection<String> known) {
        Optional<String> nearest = nearest(word, known);
        if (nearest.isPresent()) {
            return didYouMean(nearest.get());
        }
        return known.size() > MAX_LISTED ? "" : "; it is one of " + listed(known);
    }

    public static String didYouMean(String word) {
        return "; did you mean `" + word + "`?";
    }

    static String listed(Collection<String> words) {
        return words.stream().map(word -> "`" + word + "`").collect(joining(", "));
    }

    /// The nearest of the words, if not more than a third of it is wrong.
    public static Optional<String> nearest(String word, Collection<String> known) {
        String spelled = normalized(word);
        return known.stream()
                .filter(candidate -> distance(spelled, normalized(candidate)) <= Math.max(1, candidate.length() / 3))
                .filter(candidate -> candidate.length() > 1)
                .min(Comparator.comparingInt(candidate -> distance(spelled, normalized(candidate))));
    }

    private static String normalized(String word) {
        return word.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// How many characters to insert, delete, replace or swap with their neighbour (the optimal string alignment distance).
    private static int distance(String a, String b) {
        int[][] distances = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                distances[i][j] = i == 0 ? j : j == 0 ? i : cheapest(a, b, i, j, distances);
            }
        }
        return distances[a.length()][b.length()];
    }

    private static int cheapest(String a, String b, int i, int j, int[][] distances) {
        int replaced = distances[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int moved = Math.min(distances[i - 1][j], distances[i][j - 1]) + 1;
        int best = Math.min(replaced, moved);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, distances[i - 2][j - 2] + 1) : best;
    }
}

package io.lamella.core.table;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/// A compiled key pattern: a small state machine, all of whose states advance together.
///
/// So a key of n characters takes at most n × the pattern's length steps, whatever the pattern (a translation to a
/// backtracking regular expression can take 2ⁿ).
final class Glob {
    /// S3's limit for a key, in bytes. A longer pattern that could match anything is a mistake.
    static final int MAX_LENGTH = 1024;

    /// A state, left for the next one when a character fits, or at once for the `jumps`.
    ///
    /// @param loops whether a fitting character may also leave the machine in this state
    private record State(Fit fit, int literal, boolean loops, List<Integer> jumps) {}

    private enum Fit {
        NOTHING,
        LITERAL,
        NO_SLASH,
        ANYTHING
    }

    /// A choice `{a,b}` that is being compiled.
    ///
    /// @param fork the state that its alternatives begin from
    /// @param ends the states that end an alternative
    private record Choice(int fork, int position, List<Integer> ends) {}

    private final String pattern;
    private final List<State> states = new ArrayList<>();
    private final List<Choice> open = new ArrayList<>();
    private final StringBuilder prefix = new StringBuilder();
    private boolean literalSoFar = true;
    private int position;

    /// @throws IllegalArgumentException with a message that goes on from "the pattern …"
    Glob(String pattern) {
        this.pattern = pattern;
        if (pattern.isEmpty()) {
            throw new IllegalArgumentException("is empty: `**` takes every key");
        }
        if (pattern.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "must have " + MAX_LENGTH + " characters at most but has " + pattern.length());
        }
        while (position < pattern.length()) {
            compileNext();
        }
        if (!open.isEmpty()) {
            throw new IllegalArgumentException("opens a `{` at character "
                    + (open.getLast().position() + 1) + " that is never closed; for the character itself write `\\{`");
        }
        states.add(new State(Fit.NOTHING, 0, false, List.of()));
    }

    private void compileNext() {
        int at = position;
        int character = pattern.codePointAt(at);
        position += Character.charCount(character);
        if (character == '\\') {
            if (position == pattern.length()) {
                throw new IllegalArgumentException(
                        "ends in `\\`, which must stand before a character; for itself write `\\\\`");
            }
            int escaped = pattern.codePointAt(position);
            position += Character.charCount(escaped);
            literal(escaped);
            return;
        }
        if (Set.of((int) '*', (int) '?', (int) '{').contains(character)) {
            literalSoFar = false;
        }
        switch (character) {
            case '*' -> star(at);
            case '?' -> states.add(new State(Fit.NO_SLASH, 0, false, List.of()));
            case '{' -> {
                open.add(new Choice(states.size(), at, new ArrayList<>()));
                states.add(jump());
                beginAlternative();
            }
            case ',' -> {
                if (open.isEmpty()) {
                    literal(character);
                } else {
                    endAlternative();
                    beginAlternative();
                }
            }
            case '}' -> {
                if (open.isEmpty()) {
                    throw new IllegalArgumentException("closes a `}` at character " + (at + 1)
                            + " that was never opened; for the character itself write `\\}`");
                }
                endAlternative();
                for (int end : open.removeLast().ends()) {
                    states.get(end).jumps().add(states.size());
                }
            }
            default -> literal(character);
        }
    }

    private void star(int at) {
        if (!pattern.startsWith("*", position)) {
            states.add(new State(Fit.NO_SLASH, 0, true, new ArrayList<>(List.of(states.size() + 1))));
            return;
        }
        while (pattern.startsWith("*", position)) {
            position++;
        }
        boolean wholeFolders = pattern.startsWith("/", position) && (at == 0 || pattern.charAt(at - 1) == '/');
        if (wholeFolders) {
            // `**/` is any number of folders, also none: either jump over it or take something and then a slash.
            position++;
            states.add(new State(Fit.NOTHING, 0, false, List.of(states.size() + 1, states.size() + 3)));
            states.add(new State(Fit.ANYTHING, 0, true, List.of(states.size() + 1)));
            states.add(new State(Fit.LITERAL, '/', false, List.of()));
        } else {
            states.add(new State(Fit.ANYTHING, 0, true, List.of(states.size() + 1)));
        }
    }

    private void literal(int character) {
        if (literalSoFar) {
            prefix.appendCodePoint(character);
        }
        states.add(new State(Fit.LITERAL, character, false, List.of()));
    }

    private void beginAlternative() {
        states.get(open.getLast().fork()).jumps().add(states.size());
    }

    private void endAlternative() {
        open.getLast().ends().add(states.size());
        states.add(jump());
    }

    private static State jump() {
        return new State(Fit.NOTHING, 0, false, new ArrayList<>());
    }

    /// What every matching key begins with.
    String prefix() {
        return prefix.toString();
    }

    boolean matches(String key) {
        return after(key).get(states.size() - 1);
    }

    /// Whether some matching key begins with `start`.
    ///
    /// No state is a dead end, so one that is left after `start` has a way to the end.
    boolean mayMatchBelow(String start) {
        return !after(start).isEmpty();
    }

    private BitSet after(String text) {
        var current = new BitSet(states.size());
        enter(0, current);
        for (int i = 0; i < text.length() && !current.isEmpty(); ) {
            int character = text.codePointAt(i);
            i += Character.charCount(character);
            var next = new BitSet(states.size());
            for (int s = current.nextSetBit(0); s >= 0; s = current.nextSetBit(s + 1)) {
                if (fits(states.get(s), character)) {
                    enter(states.get(s).loops() ? s : s + 1, next);
                }
            }
            current = next;
        }
        return current;
    }

    private static boolean fits(State state, int character) {
        return switch (state.fit()) {
            case NOTHING -> false;
            case LITERAL -> character == state.literal();
            case NO_SLASH -> character != '/';
            case ANYTHING -> true;
        };
    }

    private void enter(int first, BitSet entered) {
        var pending = new ArrayList<Integer>(List.of(first));
        while (!pending.isEmpty()) {
            int state = pending.removeLast();
            if (!entered.get(state)) {
                entered.set(state);
                pending.addAll(states.get(state).jumps());
            }
        }
    }
}

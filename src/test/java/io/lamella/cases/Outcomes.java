package io.lamella.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What became of the cases, as a table, and which of them are wrong.
final class Outcomes {
    /// How what was read compares with what the readers of the oracle found.
    enum Kind {
        /// All rows are in the table, and equal.
        EQUAL,
        /// The rows of the table and those in quarantine are together what the oracle has.
        ACCOUNTED,
        /// Rows are in quarantine, and it cannot be said whether the others are what they should be.
        QUARANTINED,
        REFUSED,
        DIFFERENT,
        CRASHED
    }

    record Outcome(Kind kind, String message) {
        static Outcome equal() {
            return new Outcome(Kind.EQUAL, "");
        }
    }

    private final String name;
    private final Map<String, Map<Kind, List<String>>> byTier = new TreeMap<>();
    private final Set<String> known;
    private final List<String> wrong = new ArrayList<>();

    /// @param known the ends of paths of files about which we disagree with the oracle
    Outcomes(String name, Set<String> known) {
        this.name = name;
        this.known = Set.copyOf(known);
    }

    void add(CasesFolder.Case file, Outcome outcome) {
        var path = file.file().getParent().getFileName() + "/" + file.file().getFileName();
        byTier.computeIfAbsent(file.tier(), _ -> new TreeMap<>())
                .computeIfAbsent(outcome.kind(), _ -> new ArrayList<>())
                .add(path + (outcome.message().isEmpty() ? "" : ": " + outcome.message()));
        if (!isAllowed(file.tier(), outcome.kind()) && !known.contains(path)) {
            wrong.add(outcome.kind() + " " + path + ": " + outcome.message());
        }
    }

    /// In tiers A and B the readers agree. In tier C there is no right answer, but values must not change unseen.
    private static boolean isAllowed(String tier, Kind kind) {
        return switch (kind) {
            case EQUAL -> true;
            case ACCOUNTED, REFUSED -> tier.equals("C");
            case QUARANTINED, DIFFERENT, CRASHED -> false;
        };
    }

    List<String> wrong() {
        return List.copyOf(wrong);
    }

    void print() {
        byTier.forEach((tier, kinds) -> {
            int of = kinds.values().stream().mapToInt(List::size).sum();
            var counts = new TreeMap<Kind, Integer>();
            kinds.forEach((kind, files) -> counts.put(kind, files.size()));
            System.out.println(name + " | tier " + tier + " | of " + of + " | " + counts);
            kinds.forEach((kind, files) -> {
                if (kind != Kind.EQUAL) {
                    files.forEach(file -> System.out.println("    " + kind + " " + file));
                }
            });
        });
    }
}

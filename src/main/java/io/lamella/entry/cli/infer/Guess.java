package io.lamella.entry.cli.infer;

import java.util.ArrayList;
import java.util.List;

/// A type for a column, why, and what somebody has to decide who knows more than the sample.
///
/// @param type as `lamella.yaml` names it
/// @param formats of dates and times; empty for the usual form
/// @param inner what stands in it, if it is nested
record Guess(String type, List<String> formats, List<String> evidence, List<String> unsure, List<Inner> inner) {
    /// A guess about a place in a nested column.
    ///
    /// @param path of the place, with the name of the column, such as `items[].price`
    record Inner(String path, Guess guess) {}

    Guess {
        formats = List.copyOf(formats);
        evidence = List.copyOf(evidence);
        unsure = List.copyOf(unsure);
        inner = List.copyOf(inner);
    }

    static Guess of(String type, String evidence) {
        return new Guess(type, List.of(), List.of(evidence), List.of(), List.of());
    }

    Guess written(List<String> forms) {
        return new Guess(type, forms, evidence, unsure, inner);
    }

    Guess unsure(String about) {
        var all = new ArrayList<>(unsure);
        all.add(about);
        return new Guess(type, formats, evidence, all, inner);
    }

    Guess of(List<Inner> places) {
        return new Guess(type, formats, evidence, unsure, places);
    }

    /// How many things are to be decided, here and inside.
    long doubts() {
        return unsure.size()
                + inner.stream().mapToLong(place -> place.guess().doubts()).sum();
    }

    boolean isText() {
        return type.equals("string");
    }
}

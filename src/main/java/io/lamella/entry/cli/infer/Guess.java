package io.lamella.entry.cli.infer;

import java.util.ArrayList;
import java.util.List;

/// A type for a column, why, and what somebody has to decide who knows more than the sample.
///
/// @param type as `lamella.yaml` names it
/// @param formats of dates and times; empty for the usual form
record Guess(String type, List<String> formats, List<String> evidence, List<String> unsure) {
    Guess {
        formats = List.copyOf(formats);
        evidence = List.copyOf(evidence);
        unsure = List.copyOf(unsure);
    }

    static Guess of(String type, String evidence) {
        return new Guess(type, List.of(), List.of(evidence), List.of());
    }

    Guess written(List<String> forms) {
        return new Guess(type, forms, evidence, unsure);
    }

    Guess unsure(String about) {
        var all = new ArrayList<>(unsure);
        all.add(about);
        return new Guess(type, formats, evidence, all);
    }

    boolean isText() {
        return type.equals("string");
    }
}

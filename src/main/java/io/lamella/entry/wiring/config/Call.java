package io.lamella.entry.wiring.config;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A name that may have arguments: `int32`, `decimal(18,10)`, `day(server_datetime)`.
record Call(String name, List<String> arguments) {
    private static final Pattern FORM = Pattern.compile("\\s*([^()\\s]+)\\s*(?:\\(([^()]*)\\))?\\s*");

    Call {
        arguments = List.copyOf(arguments);
    }

    /// @param example what to write instead if the form is wrong
    static Call parse(String text, String example) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("`" + text + "` is not of the form `" + example + "`");
        }
        List<String> arguments = form.group(2) == null
                ? List.of()
                : Stream.of(form.group(2).split(",", -1)).map(String::strip).toList();
        return new Call(form.group(1), arguments);
    }
}

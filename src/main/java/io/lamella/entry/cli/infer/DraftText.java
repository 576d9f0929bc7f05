package io.lamella.entry.cli.infer;

import io.lamella.entry.cli.text.Figures;
import java.util.List;
import java.util.stream.Stream;

/// Writes a draft down, with the reasons beside.
final class DraftText {
    private static final int SHOWN = 5;

    private final String name;
    private final Layout layout;
    private final List<ColumnTally> tallies;
    private final List<Guess> guesses;
    private final StringBuilder text = new StringBuilder();

    DraftText(String name, Layout layout, List<ColumnTally> tallies, List<Guess> guesses) {
        this.name = name;
        this.layout = layout;
        this.tallies = tallies;
        this.guesses = guesses;
    }

    /// @param rejected what was said of rows that the draft does not take
    /// @param rows of the sample
    String of(List<String> rejected, long rows) {
        text.setLength(0);
        long unsure = layout.unsure().size()
                + Math.min(SHOWN, rejected.size())
                + guesses.stream().mapToLong(Guess::doubts).sum();
        comment(
                "",
                "Drafted by `lamella infer` from %s, of which it takes %,d."
                        .formatted(Figures.count(rows, "row"), rows - rejected.size()));
        comment(
                "",
                unsure == 0
                        ? "Nothing is left to decide but bucket and source."
                        : "%s for you to decide, marked UNSURE. So are bucket and source."
                                .formatted(Figures.count(unsure, "thing")));
        rejected.stream().limit(SHOWN).forEach(row -> comment("", "UNSURE: it does not take " + row));
        line("lake:");
        line("  bucket: my-lake");
        line("datasets:");
        line("  " + YamlText.key(name) + ":");
        line("    source: s3://my-landing/" + name + "/**");
        layout.evidence().forEach(reason -> comment("    ", reason));
        layout.unsure().forEach(doubt -> comment("    ", "UNSURE: " + doubt));
        format();
        line("    columns:");
        for (int column = 0; column < guesses.size(); column++) {
            column(column);
        }
        partitions();
        return text.toString();
    }

    private void format() {
        var options = layout.format().options();
        if (options.size() == 1) {
            line("    format: " + options.get("type"));
        } else {
            line("    format:");
            options.forEach((option, value) -> line("      " + option + ": " + value));
        }
    }

    private void column(int number) {
        var guess = guesses.get(number);
        var field = layout.fields().get(number);
        reasons("", guess);
        var options = options(field, guess, tallies.get(number));
        line("      " + YamlText.key(field.column()) + ": "
                + (options.isEmpty()
                        ? guess.type()
                        : "{type: " + YamlText.quoted(guess.type()) + ", " + String.join(", ", options) + "}"));
    }

    /// @param place inside the column, and a colon; empty for all of it
    private void reasons(String place, Guess guess) {
        comment("      ", place + String.join("; ", guess.evidence()));
        guess.unsure().forEach(doubt -> comment("      ", "UNSURE: " + place + doubt));
        guess.inner().forEach(inner -> reasons(inner.path() + ": ", inner.guess()));
    }

    private List<String> options(Layout.Field field, Guess guess, ColumnTally tally) {
        var words = tally.nullWords(guess.type()).keySet();
        var nulls = Stream.concat(Stream.of(""), words.stream()).toList();
        return Stream.of(
                        origin(field),
                        guess.formats().isEmpty() ? "" : "format: " + YamlText.list(guess.formats()),
                        guess.isText() || words.isEmpty() ? "" : "nulls: " + YamlText.list(nulls))
                .filter(option -> !option.isEmpty())
                .toList();
    }

    private String origin(Layout.Field field) {
        if (field.isNamed() || layout.format().options().containsKey("header")) {
            return "";
        }
        return field.position().isPresent()
                ? "position: " + (field.position().getAsInt() + 1)
                : "from: " + YamlText.quoted(field.field());
    }

    /// A suggestion only: it is for whoever asks the questions to know by what.
    private void partitions() {
        for (int column = 0; column < guesses.size(); column++) {
            var type = guesses.get(column).type();
            if (type.equals("timestamp") || type.equals("date")) {
                comment("    ", "A table that grows wants partitions, from its first row on, such as");
                comment("    ", "partitions:");
                comment("    ", "  - by_day: day(" + layout.fields().get(column).column() + ")");
                return;
            }
        }
    }

    private void comment(String indent, String about) {
        line(indent + "# " + YamlText.comment(about));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}

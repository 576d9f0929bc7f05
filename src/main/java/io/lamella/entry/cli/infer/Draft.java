package io.lamella.entry.cli.infer;

import io.lamella.core.table.Dataset;
import io.lamella.entry.cli.text.Figures;
import io.lamella.entry.wiring.config.ConfigLoader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A dataset for a sample: guessed, written down as configuration, read again as that, and tried.
final class Draft {
    private static final String COMMAS =
            ". Numbers with decimal commas would look like that, unless they stand in quotes";

    private static final String POINTS =
            "other columns have decimal commas, so these points may set thousands apart, and"
                    + " 1.234 be more than a thousand. If so, write string, and convert it in queries";

    private static final int MAX_NAME = 1_000;
    private static final int SHOWN_OF_NAME = 40;

    private final String name;
    private final List<SampleFile> files;
    private final Layout layout;
    private final List<ColumnTally> tallies;

    private Draft(String name, List<SampleFile> files, Layout layout, List<ColumnTally> tallies) {
        this.name = name;
        this.files = files;
        this.layout = layout;
        this.tallies = tallies;
    }

    /// The text of a configuration.
    static String of(String name, List<SampleFile> files, boolean hasHeader) throws IOException {
        var layout = Layouts.find(files, hasHeader);
        requireNames(layout, files.getFirst());
        var loose = loosened(layout, files);
        var tallies = loose.fields().stream()
                .map(_ -> new ColumnTally(loose.isJson()))
                .toList();
        for (var file : files) {
            file.read(
                    loose.format().format(),
                    loose.raw(),
                    row -> IntStream.range(0, tallies.size())
                            .forEach(column -> tallies.get(column).add(row.get(column))));
        }
        return new Draft(name, files, loose, tallies).tried();
    }

    /// @throws IOException if there is no column, or the name of one is longer than a key of YAML may be
    private static void requireNames(Layout layout, SampleFile file) throws IOException {
        if (layout.fields().isEmpty()) {
            throw new IOException(file.path() + ": no row of the sample has a column, so there is nothing to draft");
        }
        for (var field : layout.fields()) {
            int length = field.column().length();
            if (length > MAX_NAME) {
                throw new IOException(
                        file.path() + ": the name of a column has " + length + " characters, and begins with `"
                                + field.column().substring(0, SHOWN_OF_NAME) + "`; names may have " + MAX_NAME
                                + ". If the first line is no header, say --no-header");
            }
        }
    }

    /// With rows of too few and too many fields taken, if there are any.
    private static Layout loosened(Layout layout, List<SampleFile> files) throws IOException {
        long missing = 0;
        long extra = 0;
        for (var file : files) {
            var outcome = file.check(layout.format().format(), layout.raw());
            missing += outcome.rejectedFor("missing_fields");
            extra += outcome.rejectedFor("extra_fields");
        }
        var loose = layout;
        if (missing > 0) {
            loose = loose.with(
                    loose.format().with("missing-fields", "ignore"),
                    rowsHave(missing) + " too few fields; those that are missing are null");
        }
        if (extra > 0) {
            loose = loose.with(
                    loose.format().with("extra-fields", "ignore"),
                    rowsHave(extra) + " too many fields; those beyond are passed over"
                            + (layout.isCommaSeparated() ? COMMAS : ""));
        }
        return loose;
    }

    private static String rowsHave(long rows) {
        return Figures.count(rows, "row") + (rows == 1 ? " has" : " have");
    }

    private String tried() throws IOException {
        var guesses = new ArrayList<Guess>();
        boolean commas = tallies.stream().anyMatch(ColumnTally::hasDecimalCommas);
        for (int column = 0; column < tallies.size(); column++) {
            var tally = tallies.get(column);
            var guess = new ColumnGuess(layout.fields().get(column).column(), tally).guess();
            boolean doubtful = commas && tally.commaNumbers().mayBeGroupedByPoints(tally.values());
            guesses.add(doubtful ? guess.unsure(POINTS) : guess);
        }
        var text = new DraftText(name, layout, tallies, guesses);
        var dataset = ConfigLoader.parse("the draft", text.of(List.of(), 0))
                .datasets()
                .getFirst();
        var rejected = new ArrayList<String>();
        long rows = 0;
        for (var file : files) {
            rows += check(file, dataset, rejected);
        }
        return text.of(rejected, rows);
    }

    private static long check(SampleFile file, Dataset dataset, List<String> rejected) throws IOException {
        var outcome = file.check(dataset.format(), dataset.columns());
        outcome.rejected()
                .forEach(
                        row -> rejected.add(file.path().getFileName() + ", line " + row.line() + ": " + row.message()));
        return outcome.rows() + outcome.rejected().size();
    }
}

package io.lamella.entry.cli;

import io.lamella.core.parquet.SortColumn;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `--sort-by`, as SQL has it: `customer`, `at desc`, `at desc nulls first`.
final class SortWords {
    private static final Pattern COLUMN = Pattern.compile(
            "(?<name>\\S.*?)(?:\\s+(?<order>asc|desc))?(?:\\s+nulls\\s+(?<nulls>first|last))?",
            Pattern.CASE_INSENSITIVE);

    private SortWords() {}

    /// @param words one for each column; null for none
    static List<SortColumn> parse(@Nullable List<String> words) {
        return words == null ? List.of() : words.stream().map(SortWords::column).toList();
    }

    private static SortColumn column(String text) {
        var words = COLUMN.matcher(text.strip());
        if (!words.matches()) {
            throw new IllegalArgumentException(
                    "--sort-by must be columns such as `customer,at desc nulls first` but has `" + text + "`");
        }
        return new SortColumn(
                words.group("name"),
                "desc".equalsIgnoreCase(words.group("order")),
                "first".equalsIgnoreCase(words.group("nulls")));
    }
}

package io.lamella.entry.cli;

import static io.lamella.entry.cli.Outcome.lamella;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The page in a real browser, where there is one. What it looks like is left in `target/pages`.
class InspectPageBrowserTest {
    private static final Path PICTURES = Path.of("target/pages");

    /// What the Tab key has to reach.
    private static final String STOPS = """
            Array.from(document.querySelectorAll('a, summary, [tabindex="0"]')).filter(each => each.checkVisibility())""";

    private static final String OUTSIDE = """
            Array.from(document.querySelectorAll('body *')).filter(each =>
              !each.closest('.scroll, .skip, .patterns, .name, head, script') && each.checkVisibility()
              && each.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
              .map(each => each.tagName + '.' + each.className)""";

    /// Tables of which a part is only seen by scrolling.
    private static final String CUT_OFF = """
            Array.from(document.querySelectorAll('.scroll')).filter(each => each.scrollWidth > each.clientWidth)
              .map(each => each.ariaLabel)""";

    @TempDir
    static Path scratch;

    private static Path page;

    @TempDir
    Path profile;

    @BeforeAll
    static void draw() throws IOException {
        var text =
                new StringBuilder("id,a_column_with_a_name_that_is_longer_than_most_columns_of_a_narrow_window,note\n");
        for (int id = 0; id < 20_000; id++) {
            text.append(id).append(",KR,note ").append(id * 7919L).append('\n');
        }
        var in = Files.writeString(scratch.resolve("in.csv"), text);
        var file =
                scratch.resolve("a-file-with-a-name-that-has-to-be-broken-somewhere-if-the-window-is-narrow.parquet");
        var columns =
                "id:int64,a_column_with_a_name_that_is_longer_than_most_columns_of_a_narrow_window:string,note:string";
        page = scratch.resolve("page.html");
        lamella("convert", in, file, "--columns", columns);
        lamella("inspect", file, "--html", page);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 800, 1400, 1600})
    void nothingOverflows(int width) throws Exception {
        try (var tab = show(page)) {
            tab.window(width, 900, false);
            tab.screenshot(PICTURES.resolve("light-" + width + ".png"), true);

            assertThat(number(tab, "document.documentElement.scrollWidth")).isLessThanOrEqualTo(width);
            assertThat(tab.value(OUTSIDE)).isEmpty();
        }
    }

    @Test
    void aScreenOfUsualWidthShowsAllColumnsOfTables() throws Exception {
        try (var tab = show(page)) {
            tab.window(1400, 900, false);

            assertThat(tab.value(CUT_OFF)).isEmpty();
        }
    }

    @Test
    void theKeyboardReachesAll() throws Exception {
        try (var tab = show(page)) {
            int stops = number(tab, STOPS + ".length");
            assertThat(stops).isGreaterThan(8);
            assertThat(number(tab, STOPS + ".filter(each => !each.textContent.trim() && !each.ariaLabel).length"))
                    .as("stops without a name")
                    .isZero();
            // What has a number of its own comes before everything else, wherever it stands.
            assertThat(number(
                            tab, "Array.from(document.querySelectorAll('*')).filter(each => each.tabIndex > 0).length"))
                    .as("stops out of order")
                    .isZero();

            tab.value("window.reached = new Set(), 0");
            // A list that scrolls is a stop of the browser's own.
            for (int press = 0; press < 2 * stops; press++) {
                tab.press("Tab", 9, "");
                tab.value("window.reached.add(document.activeElement), 0");
            }
            assertThat(number(tab, STOPS + ".filter(each => window.reached.has(each)).length"))
                    .isEqualTo(stops);
        }
    }

    @Test
    void theEndOfAPictureIsTheFooter() throws Exception {
        try (var tab = show(page)) {
            tab.value("document.querySelector('.map rect').focus(), 0");
            tab.press("End", 35, "");

            var end = tab.value("document.activeElement.ariaLabel").asText();
            assertThat(end).startsWith("Footer: ");
            assertThat(tab.value("document.querySelector('.map + .readout').textContent")
                            .asText())
                    .isEqualTo(end);
        }
    }

    @Test
    void thePolicyLetsItsOwnScriptRunAndNoOther() throws Exception {
        var other = Files.writeString(
                scratch.resolve("other.html"),
                Files.readString(page).replace("</body>", "<script>window.other = 'it ran'</script></body>"));
        try (var tab = show(other)) {
            assertThat(number(tab, "document.querySelectorAll('.readout').length"))
                    .isPositive();
            assertThat(tab.value("typeof window.other").asText()).isEqualTo("undefined");
        }
    }

    private BrowserTab show(Path file) throws Exception {
        var tab = BrowserTab.open(Browser.find(), profile);
        tab.show(file.toUri().toString());
        return tab;
    }

    private static int number(BrowserTab tab, String expression) throws IOException {
        return tab.value(expression).asInt();
    }
}

package io.lamella.entry.cli;

import static io.lamella.entry.cli.Outcome.lamella;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The page in a real browser, where there is one.
class InspectPageBrowserTest {
    /// Tries the page as it stands and says in JSON what it saw. Comes in place of the policy that would not let it run.
    private static final String PROBE = """
            <script>
            const seen = { scroll: document.documentElement.scrollWidth, width: document.documentElement.clientWidth };
            const stops = Array.from(document.querySelectorAll('a, summary, [tabindex="0"]'))
              .filter(each => each.checkVisibility());
            seen.stops = stops.length;
            seen.focused = stops.filter(each => { each.focus(); return document.activeElement === each; }).length;
            // What has a number of its own comes before everything else, wherever it stands.
            seen.outOfOrder = Array.from(document.querySelectorAll('*')).filter(each => each.tabIndex > 0).length;
            seen.unnamed = stops.filter(each => !each.textContent.trim() && !each.getAttribute('aria-label')).length;
            const first = document.querySelector('.map rect');
            first.focus();
            first.dispatchEvent(new KeyboardEvent('keydown', { key: 'End', bubbles: true }));
            seen.end = document.activeElement.getAttribute('aria-label');
            seen.told = document.querySelector('.map + .readout').textContent;
            seen.outside = Array.from(document.querySelectorAll('body *')).filter(each =>
              !each.closest('.scroll, .skip, .patterns, .name, head, script') && each.checkVisibility()
              && each.getBoundingClientRect().right > seen.width + 1).map(each => each.tagName + '.' + each.className);
            document.body.innerHTML = '<pre id="probe"></pre>';
            document.getElementById('probe').textContent = JSON.stringify(seen);
            </script>
            """;

    @TempDir
    static Path scratch;

    private static Path page;

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
    @ValueSource(ints = {500, 800, 1600})
    void nothingOverflowsAndTheKeyboardReachesAll(int width) throws Exception {
        var seen = probed(width);

        assertThat(seen.get("scroll").asInt())
                .isLessThanOrEqualTo(seen.get("width").asInt());
        assertThat(seen.get("outside")).isEmpty();
        assertThat(seen.get("stops").asInt()).isGreaterThan(8);
        assertThat(seen.get("focused").asInt()).isEqualTo(seen.get("stops").asInt());
        assertThat(seen.get("outOfOrder").asInt()).isZero();
        assertThat(seen.get("unnamed").asInt()).isZero();
        assertThat(seen.get("end").asText()).startsWith("Footer: ");
        assertThat(seen.get("told").asText()).isEqualTo(seen.get("end").asText());
    }

    private static JsonNode probed(int width) throws IOException, InterruptedException {
        var html = Files.readString(page);
        var free = html.replaceFirst("<meta http-equiv=\"Content-Security-Policy\"[^>]*/>", "");
        var probed = Files.writeString(scratch.resolve("probed.html"), free.replace("</body>", PROBE + "</body>"));
        var dom = Browser.find().dom(probed, width, scratch);
        assertThat(dom).contains("<pre id=\"probe\">");
        var json = dom.substring(dom.indexOf("<pre id=\"probe\">") + 16, dom.indexOf("</pre>"));
        return new ObjectMapper().readTree(json);
    }

    @Test
    void thePolicyLetsItsOwnScriptRunAndNoOther() throws Exception {
        assertThat(Browser.find().dom(page, 1000, scratch)).contains("class=\"readout\"");

        var other = Files.writeString(
                scratch.resolve("other.html"),
                Files.readString(page).replace("</body>", "<script>document.body.append('it ran')</script></body>"));
        assertThat(Browser.find().dom(other, 1000, scratch).replace("append('it ran')", ""))
                .doesNotContain("it ran");
    }
}

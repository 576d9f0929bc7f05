package io.lamella.entry.cli;

import static io.lamella.entry.cli.Outcome.lamella;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page of `run --ui` over a real lake, in a real browser, where there is one. What it looks like is left in `target/live`.
class LivePageBrowserTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Path PICTURES = Path.of("target/live");
    private static final Pattern URL = Pattern.compile("look at (http://127\\.0\\.0\\.1:\\d+/)");

    /// What a key could do to a page that takes it for markup.
    private static final String HOSTILE = "<img src=x onerror=document.title='run'>";

    @TempDir
    Path root;

    private final StringWriter told = new StringWriter();
    private Thread running;

    @BeforeEach
    void runOverALake() throws IOException {
        Files.writeString(root.resolve("lamella.yaml"), """
                lake: {bucket: lake, interval: 1s}
                datasets:
                  events:
                    source: s3://landing/events/**
                    columns: {id: int64 required, kind: string}
                    partitions: [kind]
                    freshness: 0s
                  quiet:
                    source: s3://landing/quiet/**
                    columns: {id: int64}
                """);
        land("a.csv", "id,kind\n1,one\n2,two\n3,two\nx,two\n");
        land("b.csv", "id,kind\n4,two\n5,\"" + HOSTILE + "\"\n");
        Object[] words = {"run", "--config", root.resolve("lamella.yaml"), "--root", root, "--ui", "--ui-port", 0};
        running = Thread.ofPlatform().start(() -> run(words));
    }

    private void run(Object... words) {
        Lamella.commandLine(false)
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(told))
                .execute(Stream.of(words).map(Object::toString).toArray(String[]::new));
    }

    @AfterEach
    void end() throws InterruptedException {
        running.interrupt();
        running.join();
    }

    private void land(String name, String text) throws IOException {
        var file = root.resolve("landing/events").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String url() {
        await("the page is served")
                .atMost(PATIENCE)
                .until(() -> URL.matcher(told.toString()).find());
        var found = URL.matcher(told.toString());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private long rowsInTheLake() throws IOException {
        return lamella("verify", "events", "--config", root.resolve("lamella.yaml"), "--root", root, "--json")
                .json()
                .path("rows")
                .asLong();
    }

    @Test
    void showsTheLakeAndGoesIntoAPartByKeyboard() throws Exception {
        try (var tab = BrowserTab.open(Browser.find(), root)) {
            tab.window(1400, 1100, false);
            tab.show(url());

            tab.awaitTrue("document.querySelector('.table header p')?.textContent.startsWith('5 rows · 3 parts')");
            tab.awaitTrue("document.querySelector('#staged [data-of=files]').textContent === '0'");
            assertThat(rowsInTheLake()).isEqualTo(5);
            assertThat(tab.value("document.querySelector('#converted [data-of=rows]').textContent")
                            .asText())
                    .isEqualTo("5");
            assertThat(tab.value("document.querySelector('#converted [data-of=rejected]').textContent")
                            .asText())
                    .isEqualTo("1");
            assertThat(tab.value("document.querySelector('#published [data-of=published]').textContent")
                            .asText())
                    .isEqualTo("5");
            assertThat(tab.value("document.title").asText()).isEqualTo("Lamella at work");
            assertThat(tab.value("document.querySelectorAll('main img').length").asInt())
                    .isZero();
            takePictures(tab);

            tab.press("Tab", 9, "");
            assertThat(focused(tab)).isEqualTo("Skip to the tables");
            tab.press("Enter", 13, "\r");
            tab.press("Tab", 9, "");
            tab.awaitTrue("document.activeElement.classList.contains('part')");
            tab.press("ArrowRight", 39, "");
            tab.press("ArrowRight", 39, "");
            assertThat(tab.value("document.activeElement.getAttribute('aria-label')")
                            .asText())
                    .isEqualTo("kind=two, part 0, " + size() + ", 3 rows in 1 row group, " + commits()
                            + ", head: the next rows are appended to it");
            tab.screenshot(PICTURES.resolve("focus.png"), false);

            land("c.csv", "id,kind\n6,two\n");
            tab.awaitTrue("document.querySelector('.table header p').textContent.startsWith('6 rows · 3 parts')");
            assertThat(tab.value("document.activeElement.getAttribute('aria-label')")
                            .asText())
                    .contains("kind=two, part 0, ", ", 4 rows in 2 row groups, ");

            tab.press("Enter", 13, "\r");
            tab.awaitTrue("document.querySelector('h1')?.textContent.includes('part-000000.parquet')");
            assertThat(tab.value("document.querySelectorAll('.map rect').length")
                            .asInt())
                    .isGreaterThan(4);
            tab.screenshot(PICTURES.resolve("part.png"), false);

            tab.call("Page.navigateToHistoryEntry", Map.of("entryId", entryBefore(tab)));
            tab.awaitTrue("document.getElementById('pulse')?.className === 'live'");
            end();
            tab.awaitTrue("document.getElementById('pulse').textContent.startsWith('no answer')");
            assertThat(tab.value("document.querySelectorAll('.part').length").asInt())
                    .as("what was seen last stays")
                    .isEqualTo(3);
        }
    }

    /// As the back button finds it.
    private static int entryBefore(BrowserTab tab) throws IOException {
        var history = tab.call("Page.getNavigationHistory", Map.of());
        return history.path("entries")
                .get(history.path("currentIndex").asInt() - 1)
                .path("id")
                .asInt();
    }

    private static String focused(BrowserTab tab) throws IOException {
        return tab.value("document.activeElement.textContent").asText();
    }

    private static void takePictures(BrowserTab tab) throws IOException {
        for (boolean dark : new boolean[] {false, true}) {
            for (int width : new int[] {360, 800, 1400}) {
                tab.window(width, 1100, dark);
                assertThat(tab.value("document.documentElement.scrollWidth").asInt())
                        .as("nothing is wider than a window of " + width)
                        .isLessThanOrEqualTo(width);
                tab.screenshot(PICTURES.resolve((dark ? "dark-" : "light-") + width + ".png"), true);
            }
        }
    }

    private String size() throws IOException {
        double bytes = Files.size(root.resolve("lake/tables/events/kind=two/part-000000.parquet"));
        return bytes < 999.5 ? "%.0f B".formatted(bytes) : "%.1f KB".formatted(bytes / 1000);
    }

    private String commits() throws IOException {
        var part = lamella(
                        "inspect",
                        root.resolve("lake/tables/events/kind=two/part-000000.parquet"),
                        "--snapshots",
                        "--json")
                .json();
        int snapshots = part.path("snapshots").size();
        return snapshots == 1 ? "1 commit" : snapshots + " commits";
    }
}

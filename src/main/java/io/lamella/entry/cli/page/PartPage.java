package io.lamella.entry.cli.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/// The page: one document with everything in it, that needs no network and is whole without its script.
///
/// What stands in the file is never taken for markup. Should that fail, the policy in the head lets a browser run nothing but the
/// script that is meant, and fetch nothing.
public final class PartPage {
    private final PageContent content;

    public PartPage(PageContent content) {
        this.content = content;
    }

    /// Well-formed as HTML and as XML.
    public String html() {
        var script = resource("page.js");
        var out = new Markup();
        out.verbatim("<!DOCTYPE html>\n");
        out.open("html", "lang", "en");
        head(script, out);
        out.open("body");
        hatching(out);
        out.element("a", "Skip to the map of the file", "class", "skip", "href", "#map");
        out.open("header")
                .element("p", content.part().isPresent() ? "Part of a Lamella table" : "Parquet file", "class", "what")
                .element("h1", content.name())
                .close();
        out.open("main");
        sections().forEach(section -> section.write(out));
        out.close();
        out.element("footer", "Drawn by lamella inspect --html. All that it shows was read from the file.");
        out.open("script").verbatim(script).close();
        return out.close().close().toString();
    }

    /// The pattern of dead bytes, so that they are told by more than colour.
    private static void hatching(Markup out) {
        out.open("svg", "class", "patterns", "width", "0", "height", "0", "aria-hidden", "true");
        out.open("pattern", "id", "hatch", "width", "6", "height", "6", "patternUnits", "userSpaceOnUse");
        out.empty("path", "class", "under", "d", "M0 0h6v6H0z")
                .empty("path", "class", "lines", "d", "M-1 7L7 -1M-1 1L1 -1M5 7L7 5");
        out.close().close();
    }

    private List<Section> sections() {
        var sections = new ArrayList<Section>(List.of(
                new FactsSection(content), new MapSection(content, FileMap.of(content)), new ReadingSection(content)));
        if (!content.snapshots().isEmpty()) {
            sections.add(new SnapshotSection(content));
        }
        sections.add(new RowGroupSection(content));
        sections.add(new ColumnSection(content));
        if (content.part().isPresent()) {
            sections.add(new LedgerSection(content));
        }
        sections.add(new FooterSection(content));
        return sections;
    }

    private void head(String script, Markup out) {
        out.open("head")
                .empty("meta", "charset", "utf-8")
                .empty(
                        "meta",
                        "http-equiv",
                        "Content-Security-Policy",
                        "content",
                        "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-" + sha256(script)
                                + "'; base-uri 'none'; form-action 'none'")
                .empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .empty("meta", "name", "color-scheme", "content", "light dark")
                .element("title", content.name() + " – Lamella");
        out.open("style").verbatim(resource("page.css")).close();
        out.close();
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(PartPage.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.lamella.entry.cli;

import static io.lamella.entry.cli.Outcome.lamella;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/// The page that `inspect --html` draws, as a tree.
record DrawnPage(String html, Document document) {

    /// Draws a file in a page beside it.
    static DrawnPage of(Path file) throws IOException {
        var out = file.resolveSibling(file.getFileName() + ".html");
        var shown = lamella("inspect", file, "--html", out);
        assertThat(shown.exitCode()).as(shown.err()).isZero();
        assertThat(shown.out()).isEmpty();
        assertThat(shown.err().strip()).isEqualTo("wrote " + out);
        return parse(Files.readString(out));
    }

    private static DrawnPage parse(String html) throws IOException {
        try {
            var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
            return new DrawnPage(html, builder.parse(new InputSource(new StringReader(html))));
        } catch (ParserConfigurationException | SAXException e) {
            throw new AssertionError("not well-formed: " + e.getMessage(), e);
        }
    }

    List<Element> elements(String tag) {
        return elements(document.getDocumentElement(), tag);
    }

    private static List<Element> elements(Element in, String tag) {
        var nodes = in.getElementsByTagName(tag);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }

    /// The cells of a table's body, row by row.
    List<List<String>> table(String caption) {
        var table = elements("table").stream()
                .filter(each ->
                        elements(each, "caption").getFirst().getTextContent().equals(caption))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no table " + caption));
        var rows = new ArrayList<List<String>>();
        for (var row : elements(elements(table, "tbody").getFirst(), "tr")) {
            var cells = row.getChildNodes();
            rows.add(IntStream.range(0, cells.getLength())
                    .mapToObj(cells::item)
                    .filter(Element.class::isInstance)
                    .map(cell -> cell.getTextContent().strip())
                    .toList());
        }
        return rows;
    }

    /// The bytes of each kind of thing in the file.
    Map<String, Long> bytes() {
        var bytes = new LinkedHashMap<String, Long>();
        table("What lies in the file").forEach(row -> bytes.put(row.get(0), number(row.get(3))));
        return bytes;
    }

    static long number(String text) {
        return Long.parseLong(text.replace(",", ""));
    }

    List<String> titles() {
        return elements("rect").stream().map(Element::getTextContent).toList();
    }

    /// Holds its figures to those that `inspect --json` prints.
    void isTrueOf(Path file) throws IOException {
        var json = lamella("inspect", file, "--json").json();
        var bytes = bytes();
        assertThat(bytes.values().stream().mapToLong(Long::longValue).sum())
                .as("every byte is for something")
                .isEqualTo(Files.size(file));
        assertThat(bytes.get("Footer")).isEqualTo(json.get("footerBytes").asLong());
        assertThat(bytes.getOrDefault("Old footer", 0L)
                        + bytes.getOrDefault("Old ledger", 0L)
                        + bytes.getOrDefault("Other dead bytes", 0L))
                .isEqualTo(json.get("deadBytes").asLong());
        var columns = table("Columns over all row groups");
        for (int i = 0; i < columns.size(); i++) {
            long expected = 0;
            for (var group : json.get("rowGroups")) {
                expected += group.get("columns").get(i).get("bytes").asLong();
            }
            assertThat(number(columns.get(i).get(2)))
                    .as(columns.get(i).getFirst())
                    .isEqualTo(expected);
        }
    }
}

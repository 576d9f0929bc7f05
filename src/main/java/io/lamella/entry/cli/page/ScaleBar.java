package io.lamella.entry.cli.page;

import io.lamella.core.event.ByteRange;
import io.lamella.entry.cli.text.Figures;

/// A bar that stands for a range of bytes. What is put on it has its place and width to scale.
final class ScaleBar {
    /// Of the width of the bar: narrower, and a name does not fit.
    private static final double LABELLED = 0.09;

    /// Of the width of the bar: narrower, and a line around it would hide it.
    private static final double OUTLINED = 0.008;

    private final Markup out;
    private final ByteRange window;

    private ScaleBar(Markup out, ByteRange window) {
        this.out = out;
        this.window = window;
    }

    /// @param window the bytes that the whole width stands for
    /// @param width how much of the place there is it takes, such as `100%`
    static ScaleBar open(Markup out, ByteRange window, String width) {
        out.open("svg", "class", "bar", "width", width, "height", "22", "focusable", "false");
        return new ScaleBar(out, window);
    }

    /// @param title what it is, in full
    /// @param label written into it if there is room; `""` for none
    ScaleBar put(ByteRange range, String style, String title, String label) {
        double share = window.length() == 0 ? 0 : (double) range.length() / window.length();
        var x = Figures.percent(range.offset() - window.offset(), window.length());
        var width = Figures.percent(range.length(), window.length());
        out.open("rect", "class", style + (share < OUTLINED ? " thin" : ""), "x", x, "width", width, "height", "22");
        out.element("title", title).close();
        if (share >= LABELLED && !label.isEmpty()) {
            out.open("svg", "x", x, "width", width, "height", "22", "class", "name");
            out.element("text", label, "x", "5", "y", "15", "class", "on-" + style.split(" ", 2)[0])
                    .close();
        }
        return this;
    }

    void close() {
        out.close();
    }
}

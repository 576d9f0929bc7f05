package io.lamella.entry.cli.page;

/// A piece of the page, with a heading of its own.
interface Section {
    void write(Markup out);
}

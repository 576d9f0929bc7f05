package io.lamella.entry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;

/// What a command found out.
interface Report {
    /// Prints it for people.
    void print(PrintWriter out);

    /// The same for programs.
    ObjectNode json();
}

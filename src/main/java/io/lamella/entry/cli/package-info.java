/// The command line.
@NullMarked
package io.lamella.entry.cli;

import org.jspecify.annotations.NullMarked;

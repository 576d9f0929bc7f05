/// The demonstration: the whole pipeline on generated files, live, in a folder.
@NullMarked
package io.lamella.entry.cli.demo;

import org.jspecify.annotations.NullMarked;

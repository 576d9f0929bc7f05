/// How what is told to people is worded.
@NullMarked
package io.lamella.entry.cli.text;

import org.jspecify.annotations.NullMarked;

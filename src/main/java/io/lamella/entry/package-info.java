/// How a process starts: as Lambda functions, as a command, and the one place where both are wired.
@NullMarked
package io.lamella.entry;

import org.jspecify.annotations.NullMarked;

/// Breaks rules, so that they are seen to fail.
@NullMarked
package io.lamella.architecture.violations.entry.cli;

import org.jspecify.annotations.NullMarked;

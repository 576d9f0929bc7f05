/// Breaks rules, so that they are seen to fail.
@NullMarked
package io.lamella.architecture.violations.core.other;

import org.jspecify.annotations.NullMarked;

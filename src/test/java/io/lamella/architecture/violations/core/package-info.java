/// Breaks rules, so that they are seen to fail.
@NullMarked
package io.lamella.architecture.violations.core;

import org.jspecify.annotations.NullMarked;

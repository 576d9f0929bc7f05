/// Breaks rules, so that they are seen to fail.
@NullMarked
package io.lamella.architecture.violations.adapter.local;

import org.jspecify.annotations.NullMarked;

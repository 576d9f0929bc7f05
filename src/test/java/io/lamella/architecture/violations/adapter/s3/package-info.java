/// Breaks rules, so that they are seen to fail.
@NullMarked
package io.lamella.architecture.violations.adapter.s3;

import org.jspecify.annotations.NullMarked;

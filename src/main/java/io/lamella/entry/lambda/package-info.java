/// The Lambda handlers.
@NullMarked
package io.lamella.entry.lambda;

import org.jspecify.annotations.NullMarked;

/// From the bytes of a slice to typed column values; a row that does not fit is a value, not an exception.
@NullMarked
package io.lamella.core.decode;

import org.jspecify.annotations.NullMarked;

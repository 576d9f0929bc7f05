/// Typed column values of one batch of rows: what decoders produce and the Parquet encoder consumes.
@NullMarked
package io.lamella.core.column;

import org.jspecify.annotations.NullMarked;

/// From column values to row groups and footers, and back: the only user of the Parquet libraries.
@NullMarked
package io.lamella.core.parquet;

import org.jspecify.annotations.NullMarked;

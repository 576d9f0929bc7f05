/// Loads tables: lists Parquet files, plans what is to be read of them, and reads it side by side and in order.
@NullMarked
package io.lamella.pipeline.load;

import org.jspecify.annotations.NullMarked;

/// Merges Parquet files in folders that others write to: few big ones in the place of many small ones.
@NullMarked
package io.lamella.pipeline.foreign;

import org.jspecify.annotations.NullMarked;

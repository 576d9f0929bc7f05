/// Loads tables of Parquet files into Arrow record batches, and from there to files: the only user of Arrow.
@NullMarked
package io.lamella.entry.load;

import org.jspecify.annotations.NullMarked;

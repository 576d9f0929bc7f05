/// What tables look like to programs that load them: types of any Parquet file, brought under one schema, and conditions on rows.
@NullMarked
package io.lamella.core.load;

import org.jspecify.annotations.NullMarked;

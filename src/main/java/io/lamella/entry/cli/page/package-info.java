/// A Parquet file drawn to scale, as one HTML page that needs nothing else.
@NullMarked
package io.lamella.entry.cli.page;

import org.jspecify.annotations.NullMarked;

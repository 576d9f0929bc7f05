/// Tests of what is written as Parquet, against readers that others wrote.
@NullMarked
package io.lamella.core.parquet;

import org.jspecify.annotations.NullMarked;

/// How engines are told of a table: names, types, partitions, statements. Nothing here is read by the pipeline.
@NullMarked
package io.lamella.core.catalog;

import org.jspecify.annotations.NullMarked;

/// Datasets, partitions, object keys, parts, receipts and ledgers.
@NullMarked
package io.lamella.core.table;

import org.jspecify.annotations.NullMarked;

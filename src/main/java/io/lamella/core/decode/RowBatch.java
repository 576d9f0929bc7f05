package io.lamella.core.decode;

import io.lamella.core.column.Vector;
import java.util.List;

/// Rows that were decoded together. It is a buffer of the decoder: good only during the call that hands it over.
///
/// @param columns one vector for each column of the schema, in its order
/// @param rows the numbers of the rows that were accepted, ascending; the first `accepted` of them count
/// @param rejected the rows that were not, in the order of the source
public record RowBatch(List<Vector> columns, int[] rows, int accepted, List<Rejected> rejected) {}

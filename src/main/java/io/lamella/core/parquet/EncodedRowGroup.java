package io.lamella.core.parquet;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.RowGroup;

/// A row group as it goes into a file, with offsets relative to its own first byte.
public record EncodedRowGroup(
        long rows,
        long bytes,
        List<ByteBuffer> content,
        RowGroup metadata,
        List<Optional<ColumnIndex>> columnIndexes,
        List<OffsetIndex> offsetIndexes) {}

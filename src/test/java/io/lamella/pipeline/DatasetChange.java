package io.lamella.pipeline;

import io.lamella.core.decode.ColumnSource;
import io.lamella.core.decode.InputFormat;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.PartitionField;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A dataset of which some settings become others.
final class DatasetChange {
    private final Dataset old;
    InputFormat format;
    List<ColumnSource> columns;
    List<PartitionField> partitions;
    Duration freshness;
    Dataset.Sizes sizes;
    Dataset.BadRows badRows;
    boolean wholeObjects;
    Dataset.AppendMode append;
    Optional<Duration> sealAfter;
    Optional<Dataset.Settle> settle;

    DatasetChange(Dataset old) {
        this.old = old;
        format = old.format();
        columns = old.columns();
        partitions = old.partitions();
        freshness = old.freshness();
        sizes = old.sizes();
        badRows = old.badRows();
        wholeObjects = old.wholeObjects();
        append = old.append();
        sealAfter = old.sealAfter();
        settle = old.settle();
    }

    Dataset changed() {
        return new Dataset(
                old.name(),
                old.sources(),
                format,
                columns,
                partitions,
                freshness,
                sizes,
                old.writer(),
                badRows,
                wholeObjects,
                append,
                sealAfter,
                settle);
    }
}

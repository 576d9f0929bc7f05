package io.lamella.entry.cli;

import io.lamella.core.parquet.BloomFilter;
import io.lamella.core.parquet.ParquetFormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// The Bloom filters of one column, over all row groups.
///
/// @param filters row groups that have one
/// @param bytes of those whose length the file says, with their headers
/// @param falsePositives the fraction of absent values that seem to be there, on average over the first filters; empty if none of
/// them can be read
record FilterSummary(String column, long filters, long bytes, OptionalDouble falsePositives) {
    /// More would make a long wait of a look at a big file in S3.
    private static final int READ_AT_MOST = 20;

    /// Those of the columns that have some.
    static List<FilterSummary> of(ParquetFile file) throws IOException {
        var inspection = file.inspection();
        var summaries = new ArrayList<FilterSummary>();
        for (int i = 0; i < inspection.columns().size(); i++) {
            int column = i;
            var chunks = inspection.rowGroups().stream()
                    .map(group -> group.chunks().get(column))
                    .filter(chunk -> chunk.bloomFilter())
                    .toList();
            if (!chunks.isEmpty()) {
                summaries.add(new FilterSummary(
                        inspection.columns().get(i).name(),
                        chunks.size(),
                        chunks.stream()
                                .mapToLong(chunk -> chunk.bloomFilterBytes().orElse(0L))
                                .sum(),
                        falsePositives(file, i)));
            }
        }
        return summaries;
    }

    private static OptionalDouble falsePositives(ParquetFile file, int column) throws IOException {
        double sum = 0;
        int read = 0;
        for (var group : file.footer().rowGroups()) {
            if (read == READ_AT_MOST) {
                break;
            }
            var stored = file.bloomFilter(group.ordinal(), column);
            if (stored.isPresent()) {
                try {
                    sum += BloomFilter.read(stored.get()).falsePositives();
                    read++;
                } catch (ParquetFormatException e) {
                    return OptionalDouble.empty();
                }
            }
        }
        return read == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / read);
    }
}

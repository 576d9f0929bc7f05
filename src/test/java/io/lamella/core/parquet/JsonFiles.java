package io.lamella.core.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.decode.ColumnSource;
import io.lamella.core.decode.Decoders;
import io.lamella.core.decode.InputFormat;
import io.lamella.core.schema.TableSchema;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Files of one row group, out of NDJSON.
final class JsonFiles {
    private JsonFiles() {}

    /// @param text whose rows all fit
    static byte[] write(TableSchema schema, WriterSettings settings, String text) {
        var sources = schema.columns().stream().map(ColumnSource::of).toList();
        try (var decoder = Decoders.open(InputFormat.NdJson.DEFAULT, sources);
                var encoder = new RowGroupEncoder(schema, settings)) {
            decoder.offer(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            decoder.end();
            boolean more = true;
            while (more) {
                more = decoder.advance(batch -> {
                    assertThat(batch.rejected()).isEmpty();
                    encoder.append(batch.columns(), batch.rows(), 0, batch.accepted());
                });
            }
            var file = FileInMemory.create(schema)
                    .rowGroups(List.of(encoder.finish()))
                    .finish(Map.of());
            assertThat(FileInMemory.footer(file).tableSchema()).contains(schema);
            return file;
        }
    }
}

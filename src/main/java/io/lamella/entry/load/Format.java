package io.lamella.entry.load;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;

/// How a table is written.
public enum Format {
    /// An Arrow IPC file, which readers map into memory ([specification](https://arrow.apache.org/docs/format/Columnar.html#ipc-file-format)).
    ARROW {
        @Override
        TableWriter open(Batches batches, WritableByteChannel out) throws IOException {
            return ArrowTableWriter.file(batches.root(), out);
        }
    },
    /// An Arrow IPC stream, which is read from its beginning to its end.
    ARROW_STREAM {
        @Override
        TableWriter open(Batches batches, WritableByteChannel out) throws IOException {
            return ArrowTableWriter.stream(batches.root(), out);
        }
    },
    /// Text with a header, commas and quotes. Null is nothing, empty text or bytes are `""`.
    CSV {
        @Override
        TableWriter open(Batches batches, WritableByteChannel out) {
            return new TextTableWriter(batches.columns(), new CsvRows(), out);
        }
    },
    /// A JSON object for each row, a line each.
    NDJSON {
        @Override
        TableWriter open(Batches batches, WritableByteChannel out) {
            return new TextTableWriter(batches.columns(), new NdJsonRows(), out);
        }
    };

    /// Whether people can read it.
    public boolean isText() {
        return this == CSV || this == NDJSON;
    }

    abstract TableWriter open(Batches batches, WritableByteChannel out) throws IOException;
}

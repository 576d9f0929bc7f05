package io.lamella.core.parquet;

import io.lamella.core.event.ByteRange;
import io.lamella.core.schema.TableSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Does what callers of a layout do, with a file in memory.
final class FileInMemory {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final FileLayout layout;

    private FileInMemory(FileLayout layout, byte[] before) {
        this.layout = layout;
        bytes.writeBytes(before);
        put(layout.start());
    }

    static FileInMemory create(TableSchema schema) {
        return new FileInMemory(FileLayout.create(schema), new byte[0]);
    }

    static FileInMemory append(byte[] head) {
        return new FileInMemory(FileLayout.append(footer(head)), head);
    }

    static Footer footer(byte[] file) {
        return Footer.parse(ByteBuffer.wrap(file), file.length);
    }

    static ByteBuffer content(byte[] file, int rowGroup) {
        return slice(file, footer(file).rowGroups().get(rowGroup).range());
    }

    static ByteBuffer pageIndex(byte[] file, int rowGroup) {
        var index = new ByteArrayOutputStream();
        for (var range : footer(file).rowGroups().get(rowGroup).pageIndex()) {
            index.write(file, (int) range.offset(), (int) range.length());
        }
        return ByteBuffer.wrap(index.toByteArray());
    }

    static ByteBuffer slice(byte[] file, ByteRange range) {
        return ByteBuffer.wrap(file).slice((int) range.offset(), (int) range.length());
    }

    FileInMemory rowGroups(List<EncodedRowGroup> groups) {
        groups.forEach(group -> put(layout.rowGroup(group)));
        return this;
    }

    FileInMemory copy(byte[] source, int rowGroup, ByteBuffer pageIndex) {
        layout.copied(footer(source), rowGroup, pageIndex);
        put(List.of(content(source, rowGroup)));
        return this;
    }

    FileInMemory join(RowGroupJoiner joiner, byte[] source, long remaining) {
        for (var group : footer(source).rowGroups()) {
            int ordinal = group.ordinal();
            put(joiner.add(footer(source), ordinal, content(source, ordinal), pageIndex(source, ordinal), remaining));
        }
        return this;
    }

    FileInMemory end(RowGroupJoiner joiner) {
        put(joiner.end());
        return this;
    }

    ByteRange block(byte[] block) {
        var range = layout.block(ByteBuffer.wrap(block));
        put(List.of(ByteBuffer.wrap(block)));
        return range;
    }

    byte[] finish(Map<String, String> keyValues) {
        put(layout.finish(keyValues));
        return bytes.toByteArray();
    }

    FileLayout layout() {
        return layout;
    }

    private void put(List<ByteBuffer> buffers) {
        for (var buffer : buffers) {
            var copy = new byte[buffer.remaining()];
            buffer.duplicate().get(copy);
            bytes.writeBytes(copy);
        }
        if (bytes.size() != layout.position()) {
            throw new AssertionError("the layout is at " + layout.position() + ", the file at " + bytes.size());
        }
    }

    static Path save(byte[] file, Path path) throws IOException {
        return Files.write(path, file);
    }

    /// All values by column, as vectors hold them, read by us.
    static List<List<@Nullable Object>> read(byte[] file) {
        var footer = footer(file);
        var columns = new ArrayList<List<@Nullable Object>>();
        for (int i = 0; i < footer.columnCount(); i++) {
            columns.add(new ArrayList<>());
        }
        for (var group : footer.rowGroups()) {
            try (var reader = new RowGroupReader(footer, group.ordinal(), slice(file, group.range()))) {
                for (int rows = reader.next(); rows > 0; rows = reader.next()) {
                    for (int i = 0; i < columns.size(); i++) {
                        VectorValues.addTo(columns.get(i), reader.columns().get(i), rows);
                    }
                }
            }
        }
        return columns;
    }
}

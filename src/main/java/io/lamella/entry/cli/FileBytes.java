package io.lamella.entry.cli;

import io.lamella.core.event.ByteRange;
import io.lamella.pipeline.ObjectInfo;
import io.lamella.pipeline.ObjectStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that is looked at here and there, wherever it lies.
interface FileBytes {
    /// For messages.
    String name();

    long size();

    /// @param range inside the file
    ByteBuffer read(ByteRange range) throws IOException;

    static FileBytes local(Path path) throws IOException {
        return new Local(path, Files.size(path));
    }

    /// One version of an object.
    static FileBytes object(ObjectStore store, ObjectInfo info) {
        return new InStore(store, info);
    }

    /// A file on this machine.
    record Local(Path path, long size) implements FileBytes {
        @Override
        public String name() {
            return path.toString();
        }

        @Override
        public ByteBuffer read(ByteRange range) throws IOException {
            try (var channel = FileChannel.open(path)) {
                return OpenFile.read(path, channel, range);
            }
        }
    }

    /// An object in a store. Every read is pinned to the version that was found first.
    record InStore(ObjectStore store, ObjectInfo info) implements FileBytes {
        @Override
        public String name() {
            return info.location().toString();
        }

        @Override
        public long size() {
            return info.size();
        }

        @Override
        public ByteBuffer read(ByteRange range) {
            return store.read(info.location(), range, info.etag()).await().indefinitely();
        }
    }
}

package io.lamella.entry.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/// A file that comes into being when it is whole. Before, it is `OUT.part`, which is removed if it does not come to that.
final class OutputFile implements AutoCloseable {
    private final Path out;
    private final Path part;
    private final FileChannel channel;

    private OutputFile(Path out, Path part, FileChannel channel) {
        this.out = out;
        this.part = part;
        this.channel = channel;
    }

    /// @param out replaced if it is there
    static OutputFile create(Path out) throws IOException {
        if (out.startsWith("s3:")) {
            throw new IOException(out.toString().replaceFirst("/", "//")
                    + " lies in S3, and only files of this machine are written; name one, and put it there with"
                    + " `aws s3 cp`");
        }
        if (Files.isDirectory(out)) {
            throw new IOException(out + " is a folder; name a file in it");
        }
        var folder = out.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new IOException("there is no folder " + folder + "; make it, or name a file elsewhere");
        }
        var part = part(out);
        return new OutputFile(
                out,
                part,
                FileChannel.open(
                        part,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING));
    }

    private static Path part(Path out) {
        return out.resolveSibling(out.getFileName() + ".part");
    }

    /// Fails if a file is both read and written, as `OUT`, as `OUT.part` or beside them: it would be gone.
    ///
    /// @param in all that is read
    /// @param beside what else is written
    static void requireOther(List<Path> in, Path out, Path... beside) throws IOException {
        var written = Stream.concat(Stream.of(out, part(out)), Stream.of(beside));
        for (var file : written.filter(Files::exists).toList()) {
            for (var read : in) {
                if (Files.isSameFile(read, file)) {
                    throw new IOException(file + " is a file that is read, and would be gone"
                            + (file.equals(out) ? "" : ", for it is written beside " + out)
                            + "; name another file for the output");
                }
            }
        }
    }

    void write(List<ByteBuffer> buffers) throws IOException {
        for (var buffer : buffers) {
            var bytes = buffer.duplicate();
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    /// What else is to be written at the end.
    FileChannel channel() {
        return channel;
    }

    void publish() throws IOException {
        Files.move(part, out, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(part);
    }
}

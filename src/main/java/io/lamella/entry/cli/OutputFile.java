package io.lamella.entry.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// A file that comes into being when it is whole. Before, it is `OUT.part`, which is removed if it does not come to that.
///
/// What is there and no file, such as a pipe or `/dev/null`, is written as it goes.
final class OutputFile implements AutoCloseable {
    private static final Set<String> STANDARD_OUTPUT = Set.of("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1");

    /// As many as Linux follows.
    private static final int MAX_LINKS = 40;

    private final Path out;
    private final Path written;
    private final FileChannel channel;

    private OutputFile(Path out, Path written, FileChannel channel) {
        this.out = out;
        this.written = written;
        this.channel = channel;
    }

    /// @param out replaced if it is there, where it leads to if it is a link
    static OutputFile create(Path out) throws IOException {
        if (out.startsWith("s3:")) {
            throw new IOException(out.toString().replaceFirst("/", "//")
                    + " lies in S3, and only files of this machine are written; name one, and put it there with"
                    + " `aws s3 cp`");
        }
        if (Files.isDirectory(out)) {
            throw new IOException(out + " is a folder; name a file in it");
        }
        if (STANDARD_OUTPUT.contains(out.toString())) {
            throw new IOException(
                    out + " is where the report goes, and maybe a file with something in it; name a file, or"
                            + " a pipe such as >(command); `load` has -o - for the standard output");
        }
        var file = fileOf(out);
        var folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new IOException("there is no folder " + folder + "; make it, or name a file elsewhere");
        }
        var written = writtenFor(file);
        return new OutputFile(
                file,
                written,
                FileChannel.open(
                        written,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING));
    }

    /// Where a link leads to, be it there or not.
    private static Path fileOf(Path out) throws IOException {
        var file = out;
        for (int links = 0; Files.isSymbolicLink(file) && !isPipe(file) && links < MAX_LINKS; links++) {
            file = file.resolveSibling(Files.readSymbolicLink(file));
        }
        return file;
    }

    private static Path writtenFor(Path file) {
        return isPipe(file) ? file : file.resolveSibling(file.getFileName() + ".part");
    }

    /// Whether something is there and no file: it is written as it goes, and nothing can stand beside it.
    static boolean isPipe(Path out) {
        return Files.exists(out) && !Files.isRegularFile(out);
    }

    /// Fails if a file is both read and written, as `OUT`, as `OUT.part` or beside them: it would be gone.
    ///
    /// @param in all that is read
    /// @param beside what else is written
    static void requireOther(List<Path> in, Path out, Path... beside) throws IOException {
        var written = Stream.concat(Stream.of(out, writtenFor(fileOf(out))), Stream.of(beside));
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
        if (isBeside()) {
            Files.move(written, out, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (isBeside()) {
            Files.deleteIfExists(written);
        }
    }

    private boolean isBeside() {
        return !written.equals(out);
    }
}

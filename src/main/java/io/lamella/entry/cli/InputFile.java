package io.lamella.entry.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A file of this machine that a command is to read.
public final class InputFile {
    private InputFile() {}

    /// Fails if there is no such file, or if it is a pipe.
    public static void require(Path path) throws IOException {
        requireReadable(path);
        if (!Files.isRegularFile(path)) {
            throw new IOException(
                    path + " is a pipe or a device, which can be read but once; put what comes out of it into a file");
        }
    }

    /// The same of what is read once from its beginning to its end, as a pipe can be.
    static void requireReadable(Path path) throws IOException {
        if (path.startsWith("s3:")) {
            throw new IOException(path.toString().replaceFirst("/", "//")
                    + " lies in S3, and only files of this machine are read; fetch it with `aws s3 cp`, or have objects"
                    + " taken into a table with `lamella run` and `lamella backfill`");
        }
        if (Files.isDirectory(path)) {
            throw new IOException(path + " is a folder; name a file in it");
        }
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString());
        }
    }
}

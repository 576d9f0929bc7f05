package io.lamella.adapter.local;

import static java.util.Objects.requireNonNull;

import io.lamella.pipeline.Location;
import io.lamella.pipeline.ObjectInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// Which content a file has, told without reading it: by inode, modification time and size.
///
/// @param etag a hash of the three. The inode's device is left out, because its number may change when the machine restarts
record FileVersion(String etag, long size, Instant modified) {
    /// The version of a regular file, or empty if there is none.
    static Optional<FileVersion> find(Path file) throws IOException {
        try {
            return of(attributes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (FileSystemException e) {
            Path folder = file.getParent();
            if (folder != null && !Files.isDirectory(folder)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /// Dates a file, to the second. What is finer than a second is random: an inode is used again as soon as it is free, and
    /// files that came in the same tick of the clock would else be the same version.
    static void date(Path file, Instant instant) throws IOException {
        int nanos = ThreadLocalRandom.current().nextInt(1_000_000_000);
        Files.setLastModifiedTime(
                file, FileTime.from(instant.truncatedTo(ChronoUnit.SECONDS).plusNanos(nanos)));
    }

    ObjectInfo describe(Location location) {
        return new ObjectInfo(location, size, etag, modified.truncatedTo(ChronoUnit.SECONDS));
    }

    /// All of them by one call: between two, another file may be moved to the same place, and this would be a version that
    /// never was.
    private static Map<String, Object> attributes(Path file) throws IOException {
        boolean unix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
        String names = (unix ? "unix:ino" : "fileKey") + ",isRegularFile,lastModifiedTime,size";
        return Files.readAttributes(file, names, LinkOption.NOFOLLOW_LINKS);
    }

    private static Optional<FileVersion> of(Map<String, Object> attributes) {
        if (Boolean.FALSE.equals(attributes.get("isRegularFile"))) {
            return Optional.empty();
        }
        var inode = attributes.getOrDefault("ino", attributes.get("fileKey"));
        var modified = ((FileTime) requireNonNull(attributes.get("lastModifiedTime"))).toInstant();
        var size = (Long) requireNonNull(attributes.get("size"));
        return Optional.of(new FileVersion(hash(inode + " " + modified + " " + size), size, modified));
    }

    private static String hash(String version) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(version.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

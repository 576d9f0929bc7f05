package io.lamella.adapter.local;

import static io.lamella.pipeline.StoreException.Reason.NO_SUCH_UPLOAD;
import static io.lamella.pipeline.StoreException.Reason.REFUSED;

import io.lamella.pipeline.KeyOrder;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.ObjectStore;
import io.lamella.pipeline.PendingUpload;
import io.lamella.pipeline.StoreException;
import io.lamella.pipeline.Upload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;

/// The pending multipart uploads: a folder for each, with a file that says what it is for and one for each part.
final class PendingFiles {
    private static final String DESCRIPTION = "upload.properties";

    private final Path folder;
    private final Workshop workshop;

    PendingFiles(Path folder, Workshop workshop) {
        this.folder = folder;
        this.workshop = workshop;
    }

    Upload begin(Location target, Instant now) throws IOException {
        var upload = new Upload(target, UUID.randomUUID().toString());
        var description = new Properties();
        description.setProperty("bucket", target.bucket());
        description.setProperty("key", target.key());
        description.setProperty("initiated", now.toString());
        Files.createDirectories(folder);
        return workshop.make(temporary -> {
            Files.createDirectory(temporary);
            try (var out = Files.newBufferedWriter(temporary.resolve(DESCRIPTION))) {
                description.store(out, null);
            }
            Files.move(temporary, folder.resolve(upload.id()), StandardCopyOption.ATOMIC_MOVE);
            return upload;
        });
    }

    /// When an upload was begun. Fails if it is not pending.
    Instant initiated(Upload upload) throws IOException {
        return find(upload.id())
                .filter(pending -> pending.upload().equals(upload))
                .orElseThrow(() -> gone(upload))
                .initiated();
    }

    Upload.Part add(Upload upload, int number, Path made, Instant now) throws IOException {
        if (number < 1 || number > ObjectStore.MAX_PARTS) {
            throw new StoreException(
                    REFUSED,
                    "a part's number must be 1 to " + ObjectStore.MAX_PARTS + " but was " + number + ": upload of "
                            + upload.target());
        }
        FileVersion.date(made, now);
        Path part = part(upload, number);
        try {
            String etag = FileVersion.find(made).orElseThrow().etag();
            Files.move(made, part, StandardCopyOption.ATOMIC_MOVE);
            return new Upload.Part(number, etag);
        } catch (NoSuchFileException e) {
            throw gone(upload);
        }
    }

    /// The files of the parts that an object is to be made of.
    List<Path> choose(Upload upload, List<Upload.Part> parts) throws IOException {
        if (parts.isEmpty()) {
            throw new StoreException(REFUSED, "at least one part must be given: upload of " + upload.target());
        }
        var files = new ArrayList<Path>(parts.size());
        for (Upload.Part part : parts) {
            if (!files.isEmpty() && part(upload, part.number()).compareTo(files.getLast()) <= 0) {
                throw new StoreException(
                        REFUSED,
                        "parts must be in the order of their numbers but were " + parts + ": upload of "
                                + upload.target());
            }
            files.add(choose(upload, part, files.size() == parts.size() - 1));
        }
        return files;
    }

    private Path choose(Upload upload, Upload.Part part, boolean last) throws IOException {
        Path file = part(upload, part.number());
        var version = FileVersion.find(file);
        if (version.isEmpty()) {
            initiated(upload); // Fails if it is the whole upload that is gone.
        }
        long size = version.filter(found -> found.etag().equals(part.etag()))
                .orElseThrow(() -> new StoreException(
                        REFUSED,
                        part + " was not uploaded, or is not the last upload of its number: upload of "
                                + upload.target()))
                .size();
        if (!last && size < ObjectStore.MIN_PART_BYTES) {
            throw new StoreException(
                    REFUSED,
                    "every part but the last must have at least " + ObjectStore.MIN_PART_BYTES + " bytes but " + part
                            + " had " + size + ": upload of " + upload.target());
        }
        return file;
    }

    /// Makes an object of the files that were chosen.
    static void concatenate(Upload upload, List<Path> files, Path whole) throws IOException {
        try {
            Workshop.concatenate(files, whole);
        } catch (NoSuchFileException e) {
            throw gone(upload);
        }
    }

    /// Forgets an upload and its parts at once; answers whether it was pending.
    boolean end(Upload upload) throws IOException {
        boolean pending = find(upload.id()).isPresent();
        if (pending) {
            workshop.discard(folder.resolve(upload.id()));
        }
        return pending;
    }

    /// All that are pending, by key and id.
    List<PendingUpload> list(String bucket, String prefix) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        var pending = new ArrayList<PendingUpload>();
        try (Stream<Path> ids = Files.list(folder)) {
            for (Path id : ids.toList()) {
                find(id.getFileName().toString()).ifPresent(pending::add);
            }
        }
        return pending.stream()
                .filter(each -> each.upload().target().bucket().equals(bucket))
                .filter(each -> each.upload().target().key().startsWith(prefix))
                .sorted(Comparator.comparing(
                                (PendingUpload each) -> each.upload().target().key(), KeyOrder.BY_UTF8_BYTES)
                        .thenComparing(each -> each.upload().id()))
                .toList();
    }

    private Optional<PendingUpload> find(String id) throws IOException {
        if (!id.matches("[0-9a-f-]{36}")) {
            return Optional.empty();
        }
        var description = new Properties();
        try (var in = Files.newBufferedReader(folder.resolve(id).resolve(DESCRIPTION))) {
            description.load(in);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        var target = new Location(description.getProperty("bucket"), description.getProperty("key"));
        return Optional.of(
                new PendingUpload(new Upload(target, id), Instant.parse(description.getProperty("initiated"))));
    }

    /// Five digits, so that names are in the order of numbers.
    private Path part(Upload upload, int number) {
        return folder.resolve(upload.id()).resolve("%05d".formatted(number));
    }

    private static StoreException gone(Upload upload) {
        return new StoreException(
                NO_SUCH_UPLOAD, "upload " + upload.id() + " was aborted or completed: " + upload.target());
    }
}

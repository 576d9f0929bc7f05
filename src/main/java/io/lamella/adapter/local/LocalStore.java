package io.lamella.adapter.local;

import static io.lamella.pipeline.StoreException.Reason.REFUSED;

import io.lamella.core.event.ByteRange;
import io.lamella.pipeline.Condition;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.ObjectInfo;
import io.lamella.pipeline.ObjectStore;
import io.lamella.pipeline.PendingUpload;
import io.lamella.pipeline.StoreException;
import io.lamella.pipeline.Upload;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/// Objects as files: buckets are folders below a root directory, keys are the paths in them. A bucket comes into being with its
/// first object.
///
/// A write is atomic and durable: a file is made under `.lamella` in the root, forced to the disk and moved to its place, while a
/// lock keeps the bucket's other writers out, also those of other processes. A process that is killed leaves the old object or the
/// new one. Writers that are no Lamella must move their files into place too, not write them there.
///
/// An ETag is a hash of the file's inode, modification time and size. So a file that was copied, restored or touched is another
/// version. What a directory cannot hold is refused: `a` beside `a/b`, segments that are empty or begin with a dot, symbolic links.
///
/// Every call blocks on the file system, on the thread that subscribes to it or asks for more. Thread-safe.
public final class LocalStore implements ObjectStore {
    private static final int STREAM_BUFFER_BYTES = 512 * 1024;

    private final Path root;
    private final InstantSource clock;
    private final ObjectFiles files;
    private final Workshop workshop;
    private final PendingFiles uploads;

    /// @param root is made when the first object is written
    public LocalStore(Path root, InstantSource clock) {
        this.root = root.toAbsolutePath().normalize();
        this.clock = clock;
        this.files = new ObjectFiles(this.root);
        this.workshop = new Workshop(own("tmp"), clock);
        this.uploads = new PendingFiles(own("uploads"), workshop);
    }

    @Override
    public Uni<ObjectInfo> head(Location location) {
        return call("describing " + location, () -> files.find(location).describe(location));
    }

    @Override
    public Uni<Content> get(Location location) {
        return call("getting " + location, () -> {
            try (OpenVersion open = files.open(location, Optional.empty())) {
                return new Content(open.version.describe(location), open.read(ByteRange.whole(open.version.size())));
            }
        });
    }

    @Override
    public Uni<ByteBuffer> read(Location location, ByteRange range, String etag) {
        return read(location, range, etag, ByteBuffer::allocate);
    }

    @Override
    public Uni<ByteBuffer> read(Location location, ByteRange range, String etag, IntFunction<ByteBuffer> room) {
        if (range.length() == 0) {
            return Uni.createFrom().item(() -> ByteBuffer.allocate(0));
        }
        return call("reading " + location, () -> {
            try (OpenVersion open = files.open(location, range, etag)) {
                return open.read(range, room.apply(Math.toIntExact(range.length())));
            }
        });
    }

    @Override
    public Multi<ByteBuffer> stream(Location location, ByteRange range, String etag) {
        if (range.length() == 0) {
            return Multi.createFrom().empty();
        }
        String name = "streaming " + location;
        return Multi.createFrom()
                .resource(
                        () -> unchecked(name, () -> files.open(location, range, etag)),
                        open -> buffers(name, open, range))
                .withFinalizer(OpenVersion::release);
    }

    private static Multi<ByteBuffer> buffers(String name, OpenVersion open, ByteRange range) {
        return Multi.createFrom().generator(range::offset, (offset, emitter) -> {
            long length = Math.min(STREAM_BUFFER_BYTES, range.end() - offset);
            if (length == 0) {
                emitter.complete();
            } else {
                emitter.emit(unchecked(name, () -> open.read(new ByteRange(offset, length))));
            }
            return offset + length;
        });
    }

    @Override
    public Uni<String> put(Location location, ByteBuffer content, Condition condition) {
        return call("putting " + location, () -> {
            Path target = KeyPath.of(root, location);
            return workshop.make(temporary -> {
                Workshop.write(temporary, content);
                Workshop.force(temporary);
                return locked(location, () -> files.publish(temporary, target, location, condition, clock.instant()));
            });
        });
    }

    @Override
    public Uni<Void> delete(Collection<Location> locations) {
        return call("deleting " + locations.size() + " objects", () -> {
                    if (locations.stream().map(Location::bucket).distinct().count() > 1) {
                        throw new StoreException(
                                REFUSED, "objects to delete must be in one bucket but were " + locations);
                    }
                    for (Location location : locations) {
                        Path file = KeyPath.of(root, location);
                        locked(location, () -> FileVersion.find(file).isPresent() && files.remove(file));
                    }
                    return locations.size();
                })
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> delete(Location location, String etag) {
        return call("deleting " + location, () -> {
                    Path file = KeyPath.of(root, location);
                    return locked(location, () -> {
                        if (FileVersion.find(file).isEmpty()) {
                            return false;
                        }
                        files.find(location, etag);
                        return files.remove(file);
                    });
                })
                .replaceWithVoid();
    }

    @Override
    public Multi<ObjectInfo> list(String bucket, String prefix) {
        return Multi.createFrom()
                .<ObjectInfo>iterable(() -> new BucketWalk(root, bucket, prefix))
                .onFailure(UncheckedIOException.class)
                .transform(e -> Failure.of(causeOf(e), "listing " + bucket + "/" + prefix));
    }

    @Override
    public Uni<Upload> createUpload(Location target) {
        return call("beginning an upload of " + target, () -> {
            KeyPath.of(root, target);
            return uploads.begin(target, clock.instant());
        });
    }

    @Override
    public Uni<Upload.Part> uploadPart(Upload upload, int number, ByteBuffer content) {
        return call("uploading part " + number + " of " + upload.target(), () -> {
            uploads.initiated(upload);
            return workshop.make(temporary -> {
                Workshop.write(temporary, content);
                return uploads.add(upload, number, temporary, clock.instant());
            });
        });
    }

    @Override
    public Uni<Upload.Part> copyPart(Upload upload, int number, Location source, ByteRange range, String sourceEtag) {
        return call("copying " + source + " to part " + number + " of " + upload.target(), () -> {
            uploads.initiated(upload);
            try (OpenVersion open = files.open(source, range, sourceEtag)) {
                if (open.version.size() <= MIN_PART_BYTES || range.length() == 0) {
                    throw new StoreException(
                            REFUSED,
                            "only a range that is not empty, of an object larger than " + MIN_PART_BYTES
                                    + " bytes, is copied; the object has " + open.version.size() + ", the range "
                                    + range.length() + ": " + source);
                }
                return workshop.make(temporary -> {
                    open.copy(range, temporary);
                    return uploads.add(upload, number, temporary, clock.instant());
                });
            }
        });
    }

    @Override
    public Uni<String> complete(Upload upload, List<Upload.Part> parts, Condition condition) {
        Location location = upload.target();
        return call("completing the upload of " + location, () -> {
            Instant initiated = uploads.initiated(upload);
            Path target = KeyPath.of(root, location);
            List<Path> chosen = uploads.choose(upload, parts);
            files.check(location, condition);
            return workshop.make(temporary -> {
                PendingFiles.concatenate(upload, chosen, temporary);
                Workshop.force(temporary);
                return locked(location, () -> {
                    uploads.initiated(upload);
                    String etag = files.publish(temporary, target, location, condition, initiated);
                    uploads.end(upload);
                    return etag;
                });
            });
        });
    }

    @Override
    public Uni<Void> abort(Upload upload) {
        return call(
                        "aborting the upload of " + upload.target(),
                        () -> locked(upload.target(), () -> uploads.end(upload)))
                .replaceWithVoid();
    }

    @Override
    public Multi<PendingUpload> listUploads(String bucket, String prefix) {
        return call("listing uploads to " + bucket + "/" + prefix, () -> uploads.list(bucket, prefix))
                .onItem()
                .transformToMulti(pending -> Multi.createFrom().iterable(pending));
    }

    private <T> T locked(Location location, IoCall<T> body) throws IOException {
        Path locks = Files.createDirectories(own("lock"));
        return BucketLock.hold(KeyPath.bucket(locks, location.bucket()), body);
    }

    private Path own(String folder) {
        return root.resolve(".lamella").resolve(folder);
    }

    private static IOException causeOf(Throwable unchecked) {
        return unchecked.getCause() instanceof IOException e ? e : new IOException(unchecked);
    }

    private static <T> Uni<T> call(String name, IoCall<T> body) {
        return Uni.createFrom().item(() -> unchecked(name, body));
    }

    private static <T> T unchecked(String name, IoCall<T> body) {
        try {
            return body.run();
        } catch (IOException e) {
            throw Failure.of(e, name);
        }
    }
}

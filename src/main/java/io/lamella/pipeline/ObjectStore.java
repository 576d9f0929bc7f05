package io.lamella.pipeline;

import io.lamella.core.event.ByteRange;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.function.IntFunction;

/// Objects in buckets, with the semantics of Amazon S3: strongly consistent, conditional writes, multipart uploads.
///
/// Every method describes a call; it is made when the result is subscribed to, once for each subscription. Failures are
/// [StoreException]s, and arrive through the result, never as a throw. Adapters may retry inside a call. A cancelled call may
/// or may not have taken effect. Buffers handed over must not change until the call has answered.
public interface ObjectStore {
    /// The smallest part of a multipart upload on S3, but for the last: 5 MiB.
    int MIN_PART_BYTES = 5 * 1024 * 1024;

    /// The most parts of a multipart upload.
    int MAX_PARTS = 10_000;

    /// The smallest part of a multipart upload, but for the last; copies by range need a source larger than this. What is
    /// sent or read at once goes by it, so that a store with small parts shows with small objects all that S3 shows with
    /// large ones.
    default int minPartBytes() {
        return MIN_PART_BYTES;
    }

    /// What is known about an object. Fails with `NOT_FOUND`.
    Uni<ObjectInfo> head(Location location);

    /// A whole object that is known to be small, with what is known about it. Fails with `NOT_FOUND`.
    Uni<Content> get(Location location);

    /// A range of an object of a known version. Fails with `NOT_FOUND`, or with `PRECONDITION_FAILED` if the object has
    /// another ETag by now. The range must lie within the object. An empty range answers empty without a call.
    Uni<ByteBuffer> read(Location location, ByteRange range, String etag);

    /// As [#read], into memory of the caller's if the store can, and else into its own. What it answers is the caller's to write
    /// to, unless it is read-only.
    ///
    /// @param room makes a buffer on the heap in which so many bytes are left; asked anew by each attempt
    default Uni<ByteBuffer> read(Location location, ByteRange range, String etag, IntFunction<ByteBuffer> room) {
        return read(location, range, etag);
    }

    /// As [#read], as a stream of buffers with back-pressure, in order. Memory is bounded however long the range. The reader
    /// may keep the buffers; a cancelled stream frees its connection.
    Multi<ByteBuffer> stream(Location location, ByteRange range, String etag);

    /// Writes an object at once and answers its ETag. Fails with `PRECONDITION_FAILED` or `CONFLICT` if the condition did not
    /// hold, and with `NOT_FOUND` or `PRECONDITION_FAILED` if it is `IfMatch` and nothing is there.
    Uni<String> put(Location location, ByteBuffer content, Condition condition);

    /// Removes objects. Those that are not there are removed already. Not atomic: some may be gone when it fails.
    /// All are in one bucket.
    Uni<Void> delete(Collection<Location> locations);

    /// Removes an object if it is still the version that has this ETag. No error if it is gone already. Fails with
    /// `PRECONDITION_FAILED`, or with `CONFLICT`, if another version is there. Services that only resemble S3 may ignore the
    /// condition, so callers have looked right before.
    Uni<Void> delete(Location location, String etag);

    /// All objects of a bucket whose key begins with `prefix`, by key in the order of its UTF-8 bytes; page by page, as they
    /// are asked for.
    Multi<ObjectInfo> list(String bucket, String prefix);

    /// Begins a multipart upload. The object that comes of it is dated *now*.
    Uni<Upload> createUpload(Location target);

    /// Uploads a part. Parts may be uploaded side by side and again; the last upload of a number counts. Fails with
    /// `NO_SUCH_UPLOAD`.
    Uni<Upload.Part> uploadPart(Upload upload, int number, ByteBuffer content);

    /// Makes a part of a range of another object (`UploadPartCopy`), without its bytes passing through here. The source must
    /// be larger than [#minPartBytes] and have the given ETag. Fails with `NOT_FOUND`, `PRECONDITION_FAILED`,
    /// `NO_SUCH_UPLOAD`.
    Uni<Upload.Part> copyPart(Upload upload, int number, Location source, ByteRange range, String sourceEtag);

    /// Makes the parts the object, in one atomic step, and answers its ETag. The parts are given in the order of their
    /// numbers. Fails with `PRECONDITION_FAILED` or `CONFLICT` if the condition did not hold (the upload is then still
    /// pending), with `NO_SUCH_UPLOAD`, and with `NOT_FOUND` or `PRECONDITION_FAILED` if the condition is `IfMatch` and nothing
    /// is there.
    Uni<String> complete(Upload upload, List<Upload.Part> parts, Condition condition);

    /// Gives an upload up and frees its parts. No error if it is gone already.
    Uni<Void> abort(Upload upload);

    /// All pending uploads of a bucket whose target key begins with `prefix`; page by page, as they are asked for.
    Multi<PendingUpload> listUploads(String bucket, String prefix);

    /// An object and what is known about it.
    record Content(ObjectInfo info, ByteBuffer bytes) {}
}

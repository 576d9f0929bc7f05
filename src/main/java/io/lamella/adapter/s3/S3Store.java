package io.lamella.adapter.s3;

import static io.lamella.pipeline.StoreException.Reason.REFUSED;

import io.lamella.core.event.ByteRange;
import io.lamella.pipeline.Condition;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.ObjectInfo;
import io.lamella.pipeline.ObjectStore;
import io.lamella.pipeline.Page;
import io.lamella.pipeline.PendingUpload;
import io.lamella.pipeline.StoreException;
import io.lamella.pipeline.Upload;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/// Objects in Amazon S3, or in what speaks its protocol.
///
/// Retries are the client's. Answers come on the client's completion threads, or on those of [Reads], streamed buffers on those of
/// `readers`; nothing of ours runs on the event loops that serve the connections. Uploads carry a CRC32 that S3 checks; for a
/// multipart object it is that of the whole, because only that lets an upload be completed without the checksum of every part, also
/// of those copied.
///
/// The bucket's owner grants s3:GetObject, PutObject, DeleteObject, AbortMultipartUpload, ListBucket and
/// ListBucketMultipartUploads. Thread-safe.
public final class S3Store implements ObjectStore {
    private static final int DELETED_AT_ONCE = 1_000;

    /// A connection hands over 8 KiB at a time. So many make a buffer, since each goes from thread to thread.
    private static final int TOGETHER = 16;

    /// Buffers that may wait for the reader: a mebibyte. To ask for more wakes the connection's event loop up, so that this is done
    /// seldom.
    private static final int STREAM_BUFFERS = 8;

    private final S3AsyncClient client;
    private final Reads reads;
    private final Executor readers;

    /// The store that the environment names, by a client that lasts as long as the process.
    ///
    /// @param readers runs what subscribes to streams; its threads may be kept busy
    public static S3Store ofEnvironment(Executor readers) {
        return new S3Store(S3ClientSettings.ofEnvironment().open(), readers);
    }

    /// The store that the environment names, for whoever does little else than to list objects and to read large ranges of them.
    ///
    /// @param readers runs what subscribes to streams; its threads may be kept busy
    public static S3Store forLoads(Executor readers) {
        var settings = S3ClientSettings.ofEnvironment();
        var credentials = DefaultCredentialsProvider.builder().build();
        return new S3Store(settings.open(credentials), settings.openReads(credentials), readers);
    }

    /// @param client is its owner's to close
    /// @param readers runs what subscribes to streams; its threads may be kept busy
    public S3Store(S3AsyncClient client, Executor readers) {
        this(client, Reads.of(client), readers);
    }

    S3Store(S3AsyncClient client, Reads reads, Executor readers) {
        this.client = client;
        this.reads = reads;
        this.readers = readers;
    }

    @Override
    public Uni<ObjectInfo> head(Location location) {
        return call(
                        "describing " + location,
                        () -> client.headObject(
                                request -> request.bucket(location.bucket()).key(location.key())))
                .map(head -> S3Answers.info(location, head.contentLength(), head.eTag(), head.lastModified()));
    }

    @Override
    public Uni<Content> get(Location location) {
        return call(
                        "getting " + location,
                        () -> client.getObject(
                                request -> request.bucket(location.bucket()).key(location.key()),
                                AsyncResponseTransformer.toBytes()))
                .map(bytes -> {
                    GetObjectResponse response = bytes.response();
                    var info = S3Answers.info(
                            location, response.contentLength(), response.eTag(), response.lastModified());
                    return new Content(info, bufferOf(bytes));
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
        int length = Math.toIntExact(range.length());
        return call(
                        "reading " + location,
                        () -> reads.get(S3Requests.get(location, range, etag), () -> room.apply(length)))
                .invoke(answer -> S3Answers.requireWhole(answer.response(), location, range))
                .map(WholeRange::bytes);
    }

    @Override
    public Multi<ByteBuffer> stream(Location location, ByteRange range, String etag) {
        if (range.length() == 0) {
            return Multi.createFrom().empty();
        }
        String name = "streaming " + location;
        return call(name, () -> client.getObject(S3Requests.get(location, range, etag), Streamed.transformer()))
                .onItem()
                .transformToMulti(body -> buffers(body, location, range))
                .group()
                .intoLists()
                .of(TOGETHER)
                .map(S3Store::together)
                .emitOn(readers, STREAM_BUFFERS)
                .onFailure()
                .transform(failure -> S3Failure.of(failure, name));
    }

    private static ByteBuffer together(List<ByteBuffer> buffers) {
        var all = ByteBuffer.allocate(
                buffers.stream().mapToInt(ByteBuffer::remaining).sum());
        buffers.forEach(all::put);
        return all.flip();
    }

    private static Multi<ByteBuffer> buffers(Streamed body, Location location, ByteRange range) {
        if (Objects.equals(body.response().contentLength(), range.length())) {
            return body.buffers();
        }
        // The body must be subscribed to all the same, or its connection is never free again.
        return body.buffers().onSubscription().invoke(() -> S3Answers.requireWhole(body.response(), location, range));
    }

    @Override
    public Uni<String> put(Location location, ByteBuffer content, Condition condition) {
        return call(
                        "putting " + location,
                        () -> client.putObject(
                                S3Requests.put(location, condition),
                                AsyncRequestBody.fromRemainingByteBufferUnsafe(content)))
                .map(response -> S3Answers.etag(response.eTag(), location));
    }

    @Override
    public Uni<Void> delete(Collection<Location> locations) {
        return Multi.createFrom()
                .iterable(locations)
                .group()
                .intoLists()
                .of(DELETED_AT_ONCE)
                .onItem()
                .transformToUniAndConcatenate(this::deleteAtOnce)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<DeleteObjectsResponse> deleteAtOnce(List<Location> locations) {
        String bucket = locations.getFirst().bucket();
        String name = "deleting " + locations.size() + " objects from " + locations.getFirst();
        if (!locations.stream().allMatch(location -> location.bucket().equals(bucket))) {
            return Uni.createFrom()
                    .failure(() -> new StoreException(
                            REFUSED, "objects to delete must be in one bucket but were " + locations));
        }
        List<ObjectIdentifier> keys = locations.stream()
                .map(location -> ObjectIdentifier.builder().key(location.key()).build())
                .toList();
        return call(
                        name,
                        () -> client.deleteObjects(request -> request.bucket(bucket)
                                .delete(delete -> delete.objects(keys).quiet(true))
                                .checksumAlgorithm(ChecksumAlgorithm.CRC32)))
                .invoke(response -> S3Answers.requireNoErrors(response.errors(), name));
    }

    @Override
    public Uni<Void> delete(Location location, String etag) {
        return call(
                        "deleting " + location,
                        () -> client.deleteObject(request -> request.bucket(location.bucket())
                                .key(location.key())
                                .ifMatch(S3Requests.quote(etag))))
                .replaceWithVoid()
                .onFailure(S3Store::isGone)
                .recoverWithNull();
    }

    private static boolean isGone(Throwable failure) {
        return failure instanceof StoreException known && known.reason() == StoreException.Reason.NOT_FOUND;
    }

    @Override
    public Multi<ObjectInfo> list(String bucket, String prefix) {
        return Page.<ObjectInfo, String>all(token -> call(
                        "listing s3://" + bucket + "/" + prefix,
                        () -> reads.list(S3Requests.list(bucket, prefix, token)))
                .map(response -> S3Answers.page(bucket, response)));
    }

    @Override
    public Uni<Upload> createUpload(Location target) {
        return call(
                        "beginning an upload of " + target,
                        () -> client.createMultipartUpload(request -> request.bucket(target.bucket())
                                .key(target.key())
                                .checksumAlgorithm(ChecksumAlgorithm.CRC32)
                                .checksumType(ChecksumType.FULL_OBJECT)))
                .map(response ->
                        new Upload(target, S3Answers.told(response.uploadId(), "the id of an upload", target)));
    }

    @Override
    public Uni<Upload.Part> uploadPart(Upload upload, int number, ByteBuffer content) {
        return call(
                        "uploading part " + number + " of " + upload.target(),
                        () -> client.uploadPart(
                                request -> request.bucket(upload.target().bucket())
                                        .key(upload.target().key())
                                        .uploadId(upload.id())
                                        .partNumber(number)
                                        .checksumAlgorithm(ChecksumAlgorithm.CRC32),
                                AsyncRequestBody.fromRemainingByteBufferUnsafe(content)))
                .map(response -> new Upload.Part(number, S3Answers.etag(response.eTag(), upload.target())));
    }

    @Override
    public Uni<Upload.Part> copyPart(Upload upload, int number, Location source, ByteRange range, String sourceEtag) {
        return call(
                        "copying " + source + " to part " + number + " of " + upload.target(),
                        () -> client.uploadPartCopy(request -> request.sourceBucket(source.bucket())
                                .sourceKey(source.key())
                                .copySourceRange(range.toHttp())
                                .copySourceIfMatch(S3Requests.quote(sourceEtag))
                                .destinationBucket(upload.target().bucket())
                                .destinationKey(upload.target().key())
                                .uploadId(upload.id())
                                .partNumber(number)))
                .map(response -> S3Answers.told(response.copyPartResult(), "the result of a copy", upload.target()))
                .map(copied -> new Upload.Part(number, S3Answers.etag(copied.eTag(), upload.target())));
    }

    @Override
    public Uni<String> complete(Upload upload, List<Upload.Part> parts, Condition condition) {
        return call(
                        "completing the upload of " + upload.target(),
                        () -> client.completeMultipartUpload(S3Requests.complete(upload, parts, condition)))
                .map(response -> S3Answers.etag(response.eTag(), upload.target()));
    }

    @Override
    public Uni<Void> abort(Upload upload) {
        return call(
                        "aborting the upload of " + upload.target(),
                        () -> client.abortMultipartUpload(
                                request -> request.bucket(upload.target().bucket())
                                        .key(upload.target().key())
                                        .uploadId(upload.id())))
                .replaceWithVoid()
                .onFailure(failure -> failure instanceof StoreException known
                        && known.reason() == StoreException.Reason.NO_SUCH_UPLOAD)
                .recoverWithUni(Uni.createFrom().voidItem());
    }

    @Override
    public Multi<PendingUpload> listUploads(String bucket, String prefix) {
        return Page.<PendingUpload, Upload>all(after -> call(
                        "listing uploads to s3://" + bucket + "/" + prefix,
                        () -> client.listMultipartUploads(request -> request.bucket(bucket)
                                .prefix(prefix)
                                .keyMarker(after.map(upload -> upload.target().key())
                                        .orElse(null))
                                .uploadIdMarker(after.map(Upload::id).orElse(null))))
                .map(response -> S3Answers.page(bucket, response)));
    }

    private static <T> Uni<T> call(String name, Supplier<CompletionStage<T>> request) {
        return Uni.createFrom().completionStage(request).onFailure().transform(failure -> S3Failure.of(failure, name));
    }

    private static ByteBuffer bufferOf(ResponseBytes<GetObjectResponse> bytes) {
        return ByteBuffer.wrap(bytes.asByteArrayUnsafe());
    }
}

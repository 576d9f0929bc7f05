package io.lamella.adapter.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/// What S3Proxy stores, dated and listed as S3 does it: a multipart object bears the start of its upload, keys come in the
/// order of their bytes in UTF-8, and what is still being written does not come. Thread-safe.
final class MendedBlobStore extends ForwardingBlobStore {
    private static final Comparator<String> BY_BYTES =
            (one, other) -> Arrays.compareUnsigned(one.getBytes(UTF_8), other.getBytes(UTF_8));

    /// What is being written has its key and a UUID for a name, until it is whole.
    private static final Pattern UNFINISHED = Pattern.compile(".*-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final InstantSource clock;
    private final Map<Version, Instant> dates = new ConcurrentHashMap<>();

    /// When each upload began that is neither completed nor aborted, by its id.
    private final Map<String, Instant> uploads = new ConcurrentHashMap<>();

    private record Version(String bucket, String key, String etag) {
        Version {
            etag = etag.replace("\"", "");
        }
    }

    MendedBlobStore(BlobStore store, InstantSource clock) {
        super(store);
        this.clock = clock;
    }

    boolean isPending(String uploadId) {
        return uploads.containsKey(uploadId);
    }

    // Dates

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
        PutObjectResponse response = super.putBlob(request, content);
        dates.put(new Version(request.bucket(), request.key(), response.eTag()), clock.instant());
        return response;
    }

    @Override
    public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
        Instant start = clock.instant();
        MultipartUpload upload = super.initiateMultipartUpload(request);
        uploads.put(upload.id(), start);
        return upload;
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            MultipartUpload upload, CompleteMultipartUploadRequest request) {
        CompleteMultipartUploadResponse response = super.completeMultipartUpload(upload, request);
        dates.put(new Version(request.bucket(), request.key(), response.eTag()), uploads.remove(upload.id()));
        return response;
    }

    @Override
    public void abortMultipartUpload(MultipartUpload upload) {
        super.abortMultipartUpload(upload);
        uploads.remove(upload.id());
    }

    @Override
    public @Nullable HeadObjectResponse blobMetadata(HeadObjectRequest request) {
        HeadObjectResponse head = super.blobMetadata(request);
        return head == null
                ? null
                : head.toBuilder()
                        .lastModified(date(request.bucket(), request.key(), head.eTag(), head.lastModified()))
                        .build();
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
        ResponseInputStream<GetObjectResponse> content = super.getBlob(request);
        GetObjectResponse response = content.response();
        return new ResponseInputStream<>(
                response.toBuilder()
                        .lastModified(date(request.bucket(), request.key(), response.eTag(), response.lastModified()))
                        .build(),
                AbortableInputStream.create(content, content));
    }

    /// The store's own date stands for as long as a writer is still to be answered.
    private Instant date(String bucket, String key, String etag, Instant stored) {
        return dates.getOrDefault(new Version(bucket, key, etag), stored);
    }

    // What is listed, and in which order

    /// A page of all that the store has: it knows no other order than its own, so it cannot make pages in this one.
    @Override
    public ListObjectsV2Response list(ListObjectsV2Request request) {
        String after = request.continuationToken() == null ? request.startAfter() : request.continuationToken();
        List<S3Object> rest = super.list(request.toBuilder()
                        .maxKeys(null)
                        .continuationToken(null)
                        .startAfter(null)
                        .build())
                .contents()
                .stream()
                .filter(object -> !UNFINISHED.matcher(object.key()).matches())
                .filter(object -> after == null || BY_BYTES.compare(object.key(), after) > 0)
                .sorted(Comparator.comparing(S3Object::key, BY_BYTES))
                .map(object -> object.toBuilder()
                        .lastModified(date(request.bucket(), object.key(), object.eTag(), object.lastModified()))
                        .build())
                .toList();
        int most = request.maxKeys() == null ? rest.size() : request.maxKeys();
        if (rest.size() <= most) {
            return ListObjectsV2Response.builder()
                    .contents(rest)
                    .isTruncated(false)
                    .build();
        }
        List<S3Object> page = rest.subList(0, most);
        return ListObjectsV2Response.builder()
                .contents(page)
                .isTruncated(true)
                .nextContinuationToken(page.getLast().key())
                .build();
    }
}

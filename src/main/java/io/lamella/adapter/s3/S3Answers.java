package io.lamella.adapter.s3;

import static io.lamella.pipeline.StoreException.Reason.REFUSED;
import static io.lamella.pipeline.StoreException.Reason.UNKNOWN;

import io.lamella.core.event.ByteRange;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.ObjectInfo;
import io.lamella.pipeline.Page;
import io.lamella.pipeline.PendingUpload;
import io.lamella.pipeline.StoreException;
import io.lamella.pipeline.Upload;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Error;

/// Reads what S3 answers. The SDK takes the head of an answer for whole that was cut off amid when the connection broke, and leaves
/// out what was behind; so what an answer must tell is asked for here. A call whose answer lacks it may have taken effect.
final class S3Answers {
    private S3Answers() {}

    static ObjectInfo info(
            Location location, @Nullable Long size, @Nullable String etag, @Nullable Instant lastModified) {
        return new ObjectInfo(
                location,
                told(size, "a length", location),
                etag(etag, location),
                told(lastModified, "a date", location));
    }

    static String etag(@Nullable String etag, Location location) {
        return told(etag, "an ETag", location).replace("\"", "");
    }

    /// @throws StoreException if the answer does not tell it
    static <T> T told(@Nullable T value, String what, Location location) {
        if (value == null) {
            throw new StoreException(UNKNOWN, "S3 must answer with " + what + " but did not: " + location);
        }
        return value;
    }

    /// S3 cuts a range off at the end of the object and says nothing.
    static void requireWhole(GetObjectResponse response, Location location, ByteRange range) {
        if (told(response.contentLength(), "a length", location) != range.length()) {
            throw new StoreException(
                    REFUSED,
                    range + " must lie within the object but S3 answered " + response.contentRange() + ": " + location);
        }
    }

    /// A request that succeeds may still have failed for some of its keys.
    static void requireNoErrors(List<S3Error> errors, String name) {
        errors.stream().findFirst().ifPresent(first -> {
            boolean refused = errors.stream().allMatch(error -> S3Failure.reason(error.code(), 0) == REFUSED);
            throw new StoreException(
                    refused ? REFUSED : UNKNOWN,
                    name + " failed for " + errors.size() + " of them, the first " + first.key() + ": " + first.code()
                            + ": " + first.message());
        });
    }

    static Page<ObjectInfo, String> page(String bucket, ListObjectsV2Response response) {
        requireList(response.isTruncated(), bucket);
        return new Page<>(
                response.contents().stream()
                        .map(object -> info(
                                new Location(bucket, object.key()),
                                object.size(),
                                object.eTag(),
                                object.lastModified()))
                        .toList(),
                Optional.ofNullable(response.nextContinuationToken()));
    }

    static Page<PendingUpload, Upload> page(String bucket, ListMultipartUploadsResponse response) {
        requireList(response.isTruncated(), bucket);
        Optional<Upload> next = response.isTruncated()
                ? Optional.of(new Upload(new Location(bucket, response.nextKeyMarker()), response.nextUploadIdMarker()))
                : Optional.empty();
        return new Page<>(
                response.uploads().stream()
                        .map(upload -> pending(bucket, upload))
                        .toList(),
                next);
    }

    /// The SDK takes an answer without a body for a list of nothing. A list says whether it is all.
    private static void requireList(@Nullable Boolean isTruncated, String bucket) {
        if (isTruncated == null) {
            throw new StoreException(UNKNOWN, "S3 must answer with a list but did not: s3://" + bucket);
        }
    }

    private static PendingUpload pending(String bucket, MultipartUpload upload) {
        return new PendingUpload(new Upload(new Location(bucket, upload.key()), upload.uploadId()), upload.initiated());
    }
}

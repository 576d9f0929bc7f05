package io.lamella.adapter.s3;

import io.lamella.core.event.ByteRange;
import io.lamella.pipeline.Condition;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.Upload;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/// What S3 is asked, where that takes more than a line.
final class S3Requests {
    private S3Requests() {}

    /// @param token of the page before; empty for the first
    static ListObjectsV2Request list(String bucket, String prefix, Optional<String> token) {
        return ListObjectsV2Request.builder()
                .bucket(bucket)
                .prefix(prefix)
                .continuationToken(token.orElse(null))
                .build();
    }

    static PutObjectRequest put(Location location, Condition condition) {
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .bucket(location.bucket())
                .key(location.key())
                .checksumAlgorithm(ChecksumAlgorithm.CRC32);
        return switch (condition) {
            case Condition.Always() -> request.build();
            case Condition.IfAbsent() -> request.ifNoneMatch("*").build();
            case Condition.IfMatch(String etag) -> request.ifMatch(quote(etag)).build();
        };
    }

    static CompleteMultipartUploadRequest complete(Upload upload, List<Upload.Part> parts, Condition condition) {
        List<CompletedPart> completed = parts.stream()
                .map(part -> CompletedPart.builder()
                        .partNumber(part.number())
                        .eTag(quote(part.etag()))
                        .build())
                .toList();
        CompleteMultipartUploadRequest.Builder request = CompleteMultipartUploadRequest.builder()
                .bucket(upload.target().bucket())
                .key(upload.target().key())
                .uploadId(upload.id())
                .checksumType(ChecksumType.FULL_OBJECT)
                .multipartUpload(all -> all.parts(completed));
        return switch (condition) {
            case Condition.Always() -> request.build();
            case Condition.IfAbsent() -> request.ifNoneMatch("*").build();
            case Condition.IfMatch(String etag) -> request.ifMatch(quote(etag)).build();
        };
    }

    /// For a range of one version.
    static GetObjectRequest get(Location location, ByteRange range, String etag) {
        return GetObjectRequest.builder()
                .bucket(location.bucket())
                .key(location.key())
                .range(range.toHttp())
                .ifMatch(quote(etag))
                .build();
    }

    /// An ETag as S3 writes it.
    static String quote(String etag) {
        return '"' + etag + '"';
    }
}

package io.lamella.adapter.s3;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.DelegatingS3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Request;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/// Notes each call that goes through it: the operation, the bucket and the folder, and whether a write names the version that it replaces.
final class RecordingClient extends DelegatingS3AsyncClient {
    private final Set<String> calls = new ConcurrentSkipListSet<>();

    RecordingClient(S3AsyncClient client) {
        super(client);
    }

    Set<String> calls() {
        return calls;
    }

    @Override
    protected <T extends S3Request, R> CompletableFuture<R> invokeOperation(
            T request, Function<T, CompletableFuture<R>> operation) {
        var name = request.getClass().getSimpleName().replaceFirst("Request$", "");
        places(request).forEach(place -> calls.add(name + " " + place));
        return operation.apply(request);
    }

    private static Stream<String> places(S3Request request) {
        return switch (request) {
            case GetObjectRequest get -> Stream.of(folder(get.bucket(), get.key()));
            case HeadObjectRequest head -> Stream.of(folder(head.bucket(), head.key()));
            case PutObjectRequest put -> Stream.of(folder(put.bucket(), put.key()) + replacing(put.ifMatch()));
            case ListObjectsV2Request list -> Stream.of(folder(list.bucket(), list.prefix()));
            case DeleteObjectsRequest delete ->
                delete.delete().objects().stream()
                        .map(object -> folder(delete.bucket(), object.key()))
                        .collect(Collectors.toSet())
                        .stream();
            case DeleteObjectRequest delete -> Stream.of(folder(delete.bucket(), delete.key()));
            case CreateMultipartUploadRequest create -> Stream.of(folder(create.bucket(), create.key()));
            case UploadPartRequest part -> Stream.of(folder(part.bucket(), part.key()));
            case UploadPartCopyRequest copy ->
                Stream.of(folder(copy.destinationBucket(), copy.destinationKey()) + " from "
                        + folder(copy.sourceBucket(), copy.sourceKey()));
            case CompleteMultipartUploadRequest complete ->
                Stream.of(folder(complete.bucket(), complete.key()) + replacing(complete.ifMatch()));
            case AbortMultipartUploadRequest abort -> Stream.of(folder(abort.bucket(), abort.key()));
            case ListMultipartUploadsRequest uploads -> Stream.of(folder(uploads.bucket(), uploads.prefix()));
            default -> throw new AssertionError("no test records this call yet: " + request);
        };
    }

    private static String replacing(@Nullable String version) {
        return version == null ? "" : " if-match";
    }

    /// Up to the folder of a source, or to that of a kind of files below the lake's prefix.
    private static String folder(String bucket, String key) {
        var folders = bucket.equals("lake") ? "([^/]*/){2}" : "([^/]*/)";
        return bucket + "/" + key.replaceFirst("^(" + folders + ").*$", "$1");
    }
}

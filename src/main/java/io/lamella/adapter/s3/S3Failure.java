package io.lamella.adapter.s3;

import io.lamella.pipeline.StoreException;
import io.lamella.pipeline.StoreException.Reason;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/// What an answer of S3 means to the caller of a store.
///
/// Codes come first, because a status may be shared, or be 200: completing an upload can answer 200 with an error in the body.
/// See [Error responses](https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html).
final class S3Failure {
    /// Client errors by their status that say nothing about the request itself.
    private static final Set<String> PASSING = Set.of(
            "RequestTimeout",
            "RequestTimeTooSkewed",
            "ExpiredToken",
            "ExpiredTokenException",
            "BadDigest",
            "InvalidDigest",
            "XAmzContentSHA256Mismatch",
            "IncompleteBody",
            "SlowDown",
            "Throttling",
            "ThrottlingException",
            "RequestLimitExceeded");

    private static final String NO_CREDENTIALS = "no credentials for AWS were found. Set AWS_PROFILE, or"
            + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; for a folder, give its --root";

    private S3Failure() {}

    /// @param call what was tried, with the object's name
    static StoreException of(Throwable failure, String call) {
        return switch (failure) {
            case StoreException known -> known;
            case CompletionException wrapper when wrapper.getCause() != null -> of(wrapper.getCause(), call);
            case AwsServiceException answer -> of(answer, call);
            case SdkClientException e
            when isWithoutCredentials(e) -> new StoreException(Reason.REFUSED, call + " failed: " + NO_CREDENTIALS, e);
            default -> new StoreException(Reason.UNKNOWN, call + " failed: " + failure, failure);
        };
    }

    /// What the SDK says then names every place where it looked.
    private static boolean isWithoutCredentials(SdkClientException e) {
        return String.valueOf(e.getMessage()).startsWith("Unable to load credentials from any of the providers");
    }

    private static StoreException of(AwsServiceException answer, String call) {
        String code = codeOf(answer);
        Reason reason = reason(code, answer.statusCode());
        String message = call + " failed: " + answer.statusCode() + " " + code + ": " + detail(answer);
        return new StoreException(
                reason, reason == Reason.REFUSED ? message + remedy(code, answer.statusCode()) : message, answer);
    }

    /// @param status of HTTP; 0 if it is not known
    static Reason reason(String code, int status) {
        return switch (code) {
            case "NoSuchKey" -> Reason.NOT_FOUND;
            case "NoSuchUpload" -> Reason.NO_SUCH_UPLOAD;
            case "PreconditionFailed" -> Reason.PRECONDITION_FAILED;
            case "ConditionalRequestConflict", "OperationAborted" -> Reason.CONFLICT;
            case "NoSuchBucket", "AccessDenied", "InvalidObjectState", "EntityTooSmall", "InvalidPart" ->
                Reason.REFUSED;
            default -> PASSING.contains(code) ? Reason.UNKNOWN : reason(status);
        };
    }

    private static Reason reason(int status) {
        return switch (status) {
            case 404 -> Reason.NOT_FOUND;
            case 409 -> Reason.CONFLICT;
            case 412 -> Reason.PRECONDITION_FAILED;
            case 408, 429 -> Reason.UNKNOWN;
            case 501 -> Reason.REFUSED;
            default -> status >= 300 && status < 500 ? Reason.REFUSED : Reason.UNKNOWN;
        };
    }

    /// What S3 said, and by which name it knows the request; the SDK's words name it, too.
    private static String detail(AwsServiceException answer) {
        var details = answer.awsErrorDetails();
        if (details == null
                || details.errorMessage() == null
                || details.errorMessage().isBlank()) {
            return String.valueOf(answer.getMessage());
        }
        return answer.requestId() == null
                ? details.errorMessage()
                : details.errorMessage() + " (request " + answer.requestId() + ")";
    }

    private static String remedy(String code, int status) {
        return switch (code) {
            case "NoSuchBucket" -> ". Create the bucket, or correct its name";
            case "InvalidObjectState" -> ". The object is archived: restore it first";
            case "PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException" ->
                ". The bucket is in another region: configure that one";
            default ->
                status == 403
                        ? ". Allow s3:GetObject (also for writes with If-Match), s3:PutObject, s3:DeleteObject,"
                                + " s3:AbortMultipartUpload, s3:ListBucket (without it a missing object answers 403),"
                                + " s3:ListBucketMultipartUploads, and the bucket's KMS key"
                        : "";
        };
    }

    private static String codeOf(AwsServiceException answer) {
        return answer.awsErrorDetails() == null
                ? ""
                : Objects.requireNonNullElse(answer.awsErrorDetails().errorCode(), "");
    }
}

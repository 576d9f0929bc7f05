package io.lamella.adapter.sqs;

import io.lamella.pipeline.QueueException;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// What went wrong in a call to SQS, and what to do about it.
final class SqsFailure {
    private static final String UNREACHED = "Check the region, the endpoint, the credentials and the way there; "
            + "whether the call took effect is not known.";

    private static final String NO_CREDENTIALS =
            "no credentials for AWS were found. Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.";

    private SqsFailure() {}

    static QueueException of(String url, String operation, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (String.valueOf(cause.getMessage()).startsWith("Unable to load credentials from any of the providers")) {
            return new QueueException(operation + " on " + url + " failed: " + NO_CREDENTIALS, cause);
        }
        String remedy = cause instanceof AwsServiceException refusal ? remedy(operation, refusal) : UNREACHED;
        return new QueueException(operation + " on " + url + " failed: " + cause.getMessage() + ". " + remedy, cause);
    }

    private static String remedy(String operation, AwsServiceException refusal) {
        String code = refusal.awsErrorDetails() == null
                ? ""
                : refusal.awsErrorDetails().errorCode();
        // Older endpoints and emulators put "AWS.SimpleQueueService." before some codes.
        return switch (code == null ? "" : code.substring(code.lastIndexOf('.') + 1)) {
            case "NonExistentQueue", "QueueDoesNotExist" ->
                "Check the queue's URL, and that the client's region is the queue's.";
            case "AccessDenied", "AccessDeniedException" ->
                "Allow sqs:" + operation + " on the queue, in the role's policy and in the queue's own.";
            case "ReceiptHandleIsInvalid", "MessageNotInflight", "InvalidParameterValue" ->
                "If it is the receipt handle, then the message's visibility has ended and it is delivered again; "
                        + "raise the queue's visibility timeout.";
            case "KmsAccessDenied" -> "Allow kms:GenerateDataKey and kms:Decrypt on the key that encrypts the queue.";
            case "InvalidClientTokenId", "UnrecognizedClientException", "ExpiredToken", "ExpiredTokenException" ->
                "Check the credentials: they are unknown or have expired.";
            case "OverLimit" -> "Too many messages are in flight: finish some, or run more workers.";
            default ->
                refusal.isThrottlingException() || refusal.statusCode() >= 500
                        ? "SQS was busy even after several tries; it is worth trying again."
                        : "SQS refuses this call for good; see its error code " + code + ".";
        };
    }
}

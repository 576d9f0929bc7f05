package io.lamella.adapter.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.pipeline.StoreException.Reason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S3FailureTest {

    @ParameterizedTest
    @CsvSource({
        "404, NoSuchKey, NOT_FOUND",
        "404, NoSuchUpload, NO_SUCH_UPLOAD",
        "404, NoSuchBucket, REFUSED",
        "412, PreconditionFailed, PRECONDITION_FAILED",
        "409, ConditionalRequestConflict, CONFLICT",
        "409, OperationAborted, CONFLICT",
        "403, AccessDenied, REFUSED",
        "403, InvalidObjectState, REFUSED",
        "400, InvalidRequest, REFUSED",
        "400, EntityTooSmall, REFUSED",
        "400, RequestTimeout, UNKNOWN",
        "400, ExpiredToken, UNKNOWN",
        "400, BadDigest, UNKNOWN",
        "416, InvalidRange, REFUSED",
        "301, PermanentRedirect, REFUSED",
        "501, NotImplemented, REFUSED",
        "429, Other, UNKNOWN",
        "500, InternalError, UNKNOWN",
        "503, SlowDown, UNKNOWN",
        // What a call that succeeded says in its body, or a HEAD that failed without one.
        "200, InternalError, UNKNOWN",
        "200, PreconditionFailed, PRECONDITION_FAILED",
        "404, '', NOT_FOUND",
        "403, '', REFUSED",
        "412, '', PRECONDITION_FAILED",
    })
    void saysWhatAnAnswerMeans(int status, String code, Reason reason) {
        assertThat(S3Failure.reason(code, status)).isEqualTo(reason);
    }
}

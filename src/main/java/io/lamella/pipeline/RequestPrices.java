package io.lamella.pipeline;

import io.lamella.pipeline.StoreMeter.Reading;
import io.lamella.pipeline.StoreMeter.Request;

/// What requests to S3 cost, in US dollars: the list prices of S3 Standard in us-east-1. Other regions take up to twice as much.
/// Storage, transfers, messages and computing come on top.
///
/// See [Amazon S3 pricing](https://aws.amazon.com/s3/pricing/).
final class RequestPrices {
    private static final double PUT = 5.0 / 1_000_000;
    private static final double GET = 0.4 / 1_000_000;

    private RequestPrices() {}

    static double dollars(Reading reading) {
        return reading.requests().entrySet().stream()
                .mapToDouble(entry -> entry.getValue() * price(entry.getKey()))
                .sum();
    }

    private static double price(Request request) {
        return switch (request) {
            case HEAD_OBJECT, GET_OBJECT -> GET;
            case PUT_OBJECT,
                    LIST_OBJECTS,
                    CREATE_MULTIPART_UPLOAD,
                    UPLOAD_PART,
                    UPLOAD_PART_COPY,
                    COMPLETE_MULTIPART_UPLOAD,
                    LIST_MULTIPART_UPLOADS -> PUT;
            case DELETE_OBJECTS, ABORT_MULTIPART_UPLOAD -> 0;
        };
    }
}

package io.lamella.faults;

/// Whose answers a proxy gives in place of a server.
enum Service {
    S3 {
        @Override
        HttpMessage busy() {
            return xml("503 Slow Down", "SlowDown");
        }

        @Override
        HttpMessage broken() {
            return xml("500 Internal Server Error", "InternalError");
        }
    },
    SQS {
        @Override
        HttpMessage busy() {
            return json("503 Service Unavailable", "ThrottlingException");
        }

        @Override
        HttpMessage broken() {
            return json("500 Internal Server Error", "InternalFailure");
        }
    };

    /// Too many requests.
    abstract HttpMessage busy();

    /// An error that says nothing about the request.
    abstract HttpMessage broken();

    /// S3's way to tell of an error after it said `200`.
    static HttpMessage brokenSuccess() {
        return xml("200 OK", "InternalError");
    }

    private static HttpMessage xml(String status, String code) {
        return HttpMessage.of("HTTP/1.1 " + status, "application/xml", """
                <?xml version="1.0" encoding="UTF-8"?>
                <Error><Code>%s</Code><Message>told so by a proxy</Message><RequestId>0</RequestId></Error>""".formatted(code));
    }

    private static HttpMessage json(String status, String code) {
        return HttpMessage.of(
                "HTTP/1.1 " + status,
                "application/x-amz-json-1.0",
                "{\"__type\":\"com.amazonaws.sqs#%s\",\"message\":\"told so by a proxy\"}".formatted(code));
    }
}

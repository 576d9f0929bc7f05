package io.lamella.infra;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Asks S3 where a bucket is. It tells everybody, also those who may not look into it, so no credentials are needed.
///
/// @param endpoint of S3, without a `/` at its end
record BucketLookup(String endpoint) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// What S3 says of a name.
    ///
    /// @param exists whether there is such a bucket, anywhere
    /// @param region empty if S3 does not tell, which servers other than Amazon's do not
    record Answer(boolean exists, Optional<String> region) {}

    /// For Amazon's S3, or for the server that the environment names.
    static BucketLookup in(String region, Map<String, String> environment) {
        var own = Optional.ofNullable(environment.get("AWS_ENDPOINT_URL_S3"))
                .or(() -> Optional.ofNullable(environment.get("AWS_ENDPOINT_URL")));
        var domain = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
        return new BucketLookup(
                own.map(url -> url.replaceFirst("/+$", "")).orElseGet(() -> "https://s3." + region + "." + domain));
    }

    /// @throws IOException if S3 cannot be reached, or is out of order
    Answer ask(String bucket) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(endpoint + "/" + bucket))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .timeout(PATIENCE)
                .build();
        try (var client = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .version(HttpClient.Version.HTTP_1_1)
                .build()) {
            var answer = client.send(request, BodyHandlers.discarding());
            return switch (answer.statusCode()) {
                case 404 -> new Answer(false, Optional.empty());
                case 200, 301, 307, 400, 403 ->
                    new Answer(true, answer.headers().firstValue("x-amz-bucket-region"));
                default -> throw new IOException(endpoint + " answers " + answer.statusCode());
            };
        }
    }
}

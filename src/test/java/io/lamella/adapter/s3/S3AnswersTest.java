package io.lamella.adapter.s3;

import static io.lamella.pipeline.StoreException.Reason.CONFLICT;
import static io.lamella.pipeline.StoreException.Reason.NOT_FOUND;
import static io.lamella.pipeline.StoreException.Reason.NO_SUCH_UPLOAD;
import static io.lamella.pipeline.StoreException.Reason.PRECONDITION_FAILED;
import static io.lamella.pipeline.StoreException.Reason.REFUSED;
import static io.lamella.pipeline.StoreException.Reason.UNKNOWN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.lamella.core.event.ByteRange;
import io.lamella.pipeline.Condition;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.StoreException;
import io.lamella.pipeline.Upload;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/// Answers as S3 gives them and S3Proxy does not, from a server that always gives the same.
class S3AnswersTest {
    private static final Location LOCATION = new Location("lake", "tables/a.parquet");

    private HttpServer server;
    private S3AsyncClient client;
    private S3Store store;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        client = LocalS3.client(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()), 4);
        store = new S3Store(client, Runnable::run);
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    @Test
    void seesAnErrorInTheBodyOfASuccess() {
        var upload = new Upload(LOCATION, "id");
        var parts = List.of(new Upload.Part(1, "etag"));

        answerWith(200, "PreconditionFailed");
        assertThat(failure(store.complete(upload, parts, Condition.ALWAYS)).reason())
                .isEqualTo(PRECONDITION_FAILED);

        answerWith(200, "InternalError");
        assertThat(failure(store.complete(upload, parts, Condition.ALWAYS)).reason())
                .isEqualTo(UNKNOWN);
        assertThat(failure(store.copyPart(upload, 1, LOCATION, new ByteRange(0, 5), "etag"))
                        .reason())
                .isEqualTo(UNKNOWN);
    }

    @Test
    void namesTheObjectAndTheRemedy() {
        answerWith(403, "AccessDenied");

        StoreException failure = failure(store.get(LOCATION));

        assertThat(failure.reason()).isEqualTo(REFUSED);
        assertThat(failure)
                .hasMessageContaining("getting s3://lake/tables/a.parquet")
                .hasMessageContaining("403 AccessDenied")
                .hasMessageContaining("s3:ListBucket (without it a missing object answers 403)");
        assertThat(failure(store.head(LOCATION)).reason()).isEqualTo(REFUSED);
    }

    @Test
    void saysWhatS3SaidOnce() {
        answer(404, "");

        assertThat(failure(store.head(LOCATION)))
                .hasMessage(
                        "describing s3://lake/tables/a.parquet failed: 404 NoSuchKey: The specified key does not exist."
                                + " (request F1)");
    }

    @Test
    void tellsAConflictAndAGoneUploadApart() {
        var upload = new Upload(LOCATION, "id");
        var parts = List.of(new Upload.Part(1, "etag"));

        answerWith(409, "ConditionalRequestConflict");
        assertThat(failure(store.complete(upload, parts, new Condition.IfMatch("etag")))
                        .reason())
                .isEqualTo(CONFLICT);
        assertThat(failure(store.put(LOCATION, ByteBuffer.allocate(1), Condition.IF_ABSENT))
                        .reason())
                .isEqualTo(CONFLICT);

        answerWith(404, "NoSuchUpload");
        assertThat(failure(store.uploadPart(upload, 1, ByteBuffer.allocate(1))).reason())
                .isEqualTo(NO_SUCH_UPLOAD);
        assertThat(failure(store.copyPart(upload, 1, LOCATION, new ByteRange(0, 5), "etag"))
                        .reason())
                .isEqualTo(NO_SUCH_UPLOAD);
        store.abort(upload).await().atMost(Duration.ofSeconds(30));

        answerWith(404, "NoSuchKey");
        assertThat(failure(store.copyPart(upload, 1, LOCATION, new ByteRange(0, 5), "etag"))
                        .reason())
                .isEqualTo(NOT_FOUND);
        assertThat(failure(store.put(LOCATION, ByteBuffer.allocate(1), new Condition.IfMatch("etag")))
                        .reason())
                .isEqualTo(NOT_FOUND);
    }

    @Test
    void reportsKeysThatWereNotDeleted() {
        answer(200, """
                <?xml version="1.0" encoding="UTF-8"?>
                <DeleteResult>
                  <Error><Key>tables/a.parquet</Key><Code>AccessDenied</Code><Message>no</Message></Error>
                </DeleteResult>""");

        StoreException failure = failure(store.delete(List.of(LOCATION)));

        assertThat(failure.reason()).isEqualTo(REFUSED);
        assertThat(failure).hasMessageContaining("tables/a.parquet: AccessDenied");
    }

    @Test
    void doesNotKnowWhatBecameOfACallWhoseAnswerWasCutOff() {
        var upload = new Upload(LOCATION, "id");
        answer(200, "");

        for (Uni<?> call : List.of(
                store.head(LOCATION),
                store.get(LOCATION),
                store.put(LOCATION, ByteBuffer.allocate(1), Condition.ALWAYS),
                store.createUpload(LOCATION),
                store.uploadPart(upload, 1, ByteBuffer.allocate(1)),
                store.copyPart(upload, 1, LOCATION, new ByteRange(0, 5), "etag"),
                store.complete(upload, List.of(new Upload.Part(1, "etag")), Condition.ALWAYS))) {
            assertThat(failure(call))
                    .hasMessageContaining("s3://lake/tables/a.parquet")
                    .extracting(StoreException::reason)
                    .isEqualTo(UNKNOWN);
        }
    }

    @Test
    void doesNotTakeAnAnswerThatWasCutOffForAListOfNothing() {
        answer(200, "");

        assertThat(failure(store.list("lake", "tables/").collect().asList()).reason())
                .isEqualTo(UNKNOWN);
        assertThat(failure(store.listUploads("lake", "tables/").collect().asList())
                        .reason())
                .isEqualTo(UNKNOWN);
    }

    @Test
    void doesNotKnowWhatBecameOfACallWithoutAnAnswer() {
        server.stop(0);

        assertThat(failure(store.put(LOCATION, ByteBuffer.allocate(1), Condition.ALWAYS))
                        .reason())
                .isEqualTo(UNKNOWN);
    }

    private void answerWith(int status, String code) {
        answer(status, """
                <?xml version="1.0" encoding="UTF-8"?>
                <Error><Code>%s</Code><Message>told so</Message></Error>""".formatted(code));
    }

    private void answer(int status, String xml) {
        byte[] body = xml.getBytes(UTF_8);
        try {
            server.removeContext("/");
        } catch (IllegalArgumentException e) {
            // The first answer replaces none.
        }
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.getResponseHeaders().add("Content-Type", "application/xml");
            exchange.getResponseHeaders().add("x-amz-request-id", "F1");
            exchange.sendResponseHeaders(status, head ? -1 : body.length);
            if (!head) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
    }

    private static StoreException failure(Uni<?> call) {
        Throwable failure = call.subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .awaitFailure(Duration.ofSeconds(60))
                .getFailure();
        assertThat(failure).isInstanceOf(StoreException.class);
        return (StoreException) failure;
    }
}

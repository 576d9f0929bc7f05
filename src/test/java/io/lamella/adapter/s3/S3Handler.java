package io.lamella.adapter.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lamella.pipeline.ObjectStore;
import java.net.URLDecoder;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.gaul.shaded.org.eclipse.jetty.http.HttpHeader;
import org.gaul.shaded.org.eclipse.jetty.io.Content;
import org.gaul.shaded.org.eclipse.jetty.server.Handler;
import org.gaul.shaded.org.eclipse.jetty.server.Request;
import org.gaul.shaded.org.eclipse.jetty.server.Response;
import org.gaul.shaded.org.eclipse.jetty.util.Callback;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/// What stands in front of S3Proxy: it lets one writer of a key in at a time, and refuses what S3 refuses and S3Proxy does not.
final class S3Handler extends Handler.Wrapper {
    private static final Set<String> WRITES = Set.of("PUT", "POST", "DELETE");

    private final MendedBlobStore blobs;
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    private record Refusal(int status, String code) {}

    S3Handler(MendedBlobStore blobs) {
        this.blobs = blobs;
    }

    /// S3Proxy checks `If-Match` first and writes then, so two writers could both pass. And it refuses a write without having
    /// read its body, and closes the connection on a client that still sends; so bodies are read before it sees them.
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!WRITES.contains(request.getMethod())) {
            return super.handle(request, response, callback);
        }
        if (isPart(request)) {
            return handleUnlessRefused(request, response, callback);
        }
        var whole = new Received(request, Content.Source.from(Content.Source.asByteBuffer(request)));
        ReentrantLock lock = locks.computeIfAbsent(request.getHttpURI().getPath(), _ -> new ReentrantLock());
        lock.lock();
        try {
            return handleUnlessRefused(whole, response, callback);
        } finally {
            lock.unlock();
        }
    }

    private static boolean isPart(Request request) {
        return Request.extractQueryParameters(request).getValue("partNumber") != null;
    }

    private boolean handleUnlessRefused(Request request, Response response, Callback callback) throws Exception {
        Optional<Refusal> refusal = refusal(request);
        if (refusal.isEmpty()) {
            return super.handle(request, response, callback);
        }
        Content.Source.consumeAll(request);
        response.setStatus(refusal.get().status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/xml");
        response.write(
                true,
                UTF_8.encode(
                        "<Error><Code>%s</Code></Error>".formatted(refusal.get().code())),
                callback);
        return true;
    }

    private Optional<Refusal> refusal(Request request) {
        String uploadId = Request.extractQueryParameters(request).getValue("uploadId");
        if (uploadId != null && !blobs.isPending(uploadId)) {
            return Optional.of(new Refusal(404, "NoSuchUpload"));
        }
        if (request.getHeaders().contains("x-amz-copy-source-range")
                && isSmall(request.getHeaders().get("x-amz-copy-source"))) {
            return Optional.of(new Refusal(400, "InvalidRequest"));
        }
        return Optional.empty();
    }

    /// Whether ranges of an object cannot be copied.
    private boolean isSmall(String copySource) {
        String[] source =
                URLDecoder.decode(copySource, UTF_8).replaceFirst("^/", "").split("/", 2);
        HeadObjectResponse head = blobs.blobMetadataIfPresent(source[0], source[1]);
        return head != null && head.contentLength() <= ObjectStore.MIN_PART_BYTES;
    }

    private static final class Received extends Request.Wrapper {
        private final Content.Source body;

        Received(Request request, Content.Source body) {
            super(request);
            this.body = body;
        }

        @Override
        public Content.Chunk read() {
            return body.read();
        }

        @Override
        public void demand(Runnable callback) {
            body.demand(callback);
        }

        @Override
        public void fail(Throwable failure) {
            body.fail(failure);
        }

        @Override
        public boolean consumeAvailable() {
            return true;
        }
    }
}

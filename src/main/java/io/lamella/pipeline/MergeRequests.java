package io.lamella.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lamella.core.event.MergeRequest;
import io.lamella.core.event.Messages;
import io.lamella.pipeline.MessageQueue.Fifo;
import io.lamella.pipeline.MessageQueue.Outgoing;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/// Makes merge requests into messages of the FIFO merge queue, so that one partition is worked on by one compactor at a time
/// and the arrivals of one interval become one request, or few: a FIFO queue forgets ids after five minutes.
///
/// The request is first delivered an interval and a little after it was sent, so it stands for everything that arrives within
/// the interval and is not sent again.
public final class MergeRequests {
    /// By how much the queue's delay exceeds the interval: what was staged in the last moment is listed for sure.
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private static final Duration MIN_INTERVAL = Duration.ofSeconds(1);
    private static final Duration MAX_INTERVAL = Duration.ofMinutes(14);

    private final Duration interval;

    /// @param interval 1 second to 14 minutes, since with the margin it is the queue's delay, and that is 15 minutes at most
    public MergeRequests(Duration interval) {
        if (interval.compareTo(MIN_INTERVAL) < 0 || interval.compareTo(MAX_INTERVAL) > 0) {
            throw new IllegalArgumentException("interval must be 1 second to 14 minutes but was " + interval);
        }
        this.interval = interval;
    }

    /// The delay that the merge queue must have.
    public Duration queueDelay() {
        return interval.plus(MARGIN);
    }

    /// A request for what is staged by now; one of its kind in the interval that `now` is in.
    public Outgoing request(MergeRequest request, Instant now) {
        long bucket = Math.floorDiv(now.toEpochMilli(), interval.toMillis());
        return message(request, "interval", Long.toString(bucket));
    }

    /// A request that no other stands for: a compactor asks again for what it could not finish.
    ///
    /// @param id tells this request from all others, such as the id of the attempt that sends it
    public Outgoing again(MergeRequest request, String id) {
        return message(request, "again", id);
    }

    private static Outgoing message(MergeRequest request, String kind, String id) {
        String group = hash(request.dataset(), request.partition());
        String deduplicationId = hash(request.dataset(), request.partition(), kind, id);
        return new Outgoing(Messages.write(request), Optional.of(new Fifo(group, deduplicationId)));
    }

    /// 64 hexadecimal digits. Each text is preceded by its length, so that no two lists run together.
    private static String hash(String... texts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String text : texts) {
                byte[] bytes = text.getBytes(UTF_8);
                digest.update((bytes.length + ":").getBytes(UTF_8));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

package io.lamella.core.decode;

import io.lamella.core.event.RestartPoint;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Decompresses an object to its end, all checksums included, and surveys its text stretch by stretch.
///
/// It may stop at any time, and another go on: from the last place at which decompression can begin, over text that was
/// surveyed, which is only passed over. What was decompressed before that place was verified by the first, and all that is
/// behind it by the other. Memory is bounded but for a few numbers a stretch, and what expands beyond reason is refused, as
/// when it is converted.
public final class CompressedSurveyor implements AutoCloseable {
    private static final int STEP_BYTES = 64 * 1024;

    private final InputFormat format;
    private final long stretchBytes;
    private final DetectingDecompressor decompressor;
    private final ByteBuffer text = ByteBuffer.allocate(STEP_BYTES);
    private final Survey.Joint joint;
    private final List<CompressedSurvey.Start> starts;

    /// How much text is still to be passed over.
    private long before;

    // Of the stretch at hand.
    private Surveyor surveyor;
    private long length;
    private RestartPoint from;
    private long bytes;

    /// @param stretchBytes how much text is surveyed at a time
    /// @param progress from which it goes on
    public CompressedSurveyor(InputFormat format, long stretchBytes, SurveyProgress progress) {
        this.format = format;
        this.stretchBytes = stretchBytes;
        this.from = progress.from();
        this.bytes = progress.bytes();
        this.decompressor = new DetectingDecompressor(from);
        this.starts = new ArrayList<>(progress.starts());
        this.joint = new Survey.Joint(progress.reached());
        this.before = progress.reached().offset() - from.textOffset();
        this.surveyor = Surveyor.of(format);
    }

    /// Hands over more bytes of the object, from the place on at which decompression begins. They are the caller's again when
    /// this returns.
    ///
    /// @throws RefusedException as whoever decodes the object would
    public void offer(ByteBuffer more) {
        read(more, false);
    }

    /// To be called once, when all bytes were offered.
    ///
    /// @throws RefusedException as whoever decodes the object would
    public CompressedSurvey finish() {
        read(ByteBuffer.allocate(0), true);
        if (length > 0) {
            endStretch();
        }
        return new CompressedSurvey(decompressor.producedBytes(), starts);
    }

    /// How far it has come. What was offered of the stretch at hand is not counted.
    public SurveyProgress progress() {
        return new SurveyProgress(starts, joint.place(), from, bytes);
    }

    private void read(ByteBuffer in, boolean end) {
        Progress progress;
        do {
            if (before == 0 && length == 0) {
                from = decompressor.restart();
                // Who goes on may be ahead by less than who went before.
                bytes = Math.max(bytes, decompressor.consumedBytes());
            }
            long room = before > 0 ? before : stretchBytes - length;
            text.clear().limit(Math.toIntExact(Math.min(STEP_BYTES, room)));
            progress = decompressor.decompress(in, end, text);
            take(text.flip());
        } while (progress == Progress.OUTPUT_FULL);
    }

    private void take(ByteBuffer more) {
        if (before > 0) {
            before -= more.remaining();
            return;
        }
        length += more.remaining();
        surveyor.offer(more);
        if (length == stretchBytes) {
            endStretch();
        }
    }

    private void endStretch() {
        joint.add(surveyor.finish()).ifPresent(row -> starts.add(new CompressedSurvey.Start(row, from, bytes)));
        surveyor = Surveyor.of(format);
        length = 0;
    }

    @Override
    public void close() {
        decompressor.close();
    }
}

package io.lamella.core.decode;

import io.lamella.core.decode.Survey.RowStart;
import io.lamella.core.event.Cut;
import io.lamella.core.event.RestartPoint;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Decompresses an object from its start to its end, all checksums included, and surveys its text stretch by stretch.
///
/// Memory is bounded but for a few numbers a stretch, and what expands beyond reason is refused, as when it is converted.
public final class CompressedSurveyor implements AutoCloseable {
    private static final int STEP_BYTES = 64 * 1024;

    private final InputFormat format;
    private final long stretchBytes;
    private final DetectingDecompressor decompressor = new DetectingDecompressor();
    private final ByteBuffer text = ByteBuffer.allocate(STEP_BYTES);
    private final Survey.Joint joint;
    private final List<CompressedSurvey.Start> starts = new ArrayList<>();

    /// What is left of it.
    private long lead;

    // Of the stretch at hand.
    private Surveyor surveyor;
    private long length;
    private RestartPoint from = RestartPoint.START;
    private long bytes;

    /// @param cut what stands in front of the rows, as [ObjectLead] finds it in the text
    /// @param stretchBytes how much text is surveyed at a time
    public CompressedSurveyor(InputFormat format, Cut cut, long stretchBytes) {
        this.format = format;
        this.stretchBytes = stretchBytes;
        this.lead = cut.lead().length();
        this.joint = new Survey.Joint(new RowStart(lead, cut.line()));
        this.surveyor = Surveyor.of(format);
    }

    /// Hands over more bytes of the object. They are the caller's again when this returns.
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

    private void read(ByteBuffer in, boolean end) {
        Progress progress;
        do {
            if (lead == 0 && length == 0) {
                from = decompressor.restart();
                bytes = decompressor.consumedBytes();
            }
            long room = lead > 0 ? lead : stretchBytes - length;
            text.clear().limit(Math.toIntExact(Math.min(STEP_BYTES, room)));
            progress = decompressor.decompress(in, end, text);
            take(text.flip());
        } while (progress == Progress.OUTPUT_FULL);
    }

    private void take(ByteBuffer more) {
        if (lead > 0) {
            lead -= more.remaining();
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

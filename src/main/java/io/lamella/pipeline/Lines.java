package io.lamella.pipeline;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Cuts bytes that stream by into lines.
final class Lines {
    private final ByteArrayOutputStream open = new ByteArrayOutputStream();

    /// The lines that end in these bytes, without their ends.
    List<byte[]> take(ByteBuffer bytes) {
        var lines = new ArrayList<byte[]>();
        var rest = bytes.duplicate();
        while (rest.hasRemaining()) {
            byte next = rest.get();
            if (next == '\n') {
                lines.add(open.toByteArray());
                open.reset();
            } else {
                open.write(next);
            }
        }
        return lines;
    }
}

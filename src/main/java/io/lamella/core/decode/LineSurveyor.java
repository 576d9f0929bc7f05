package io.lamella.core.decode;

import java.nio.ByteBuffer;
import java.util.EnumMap;

/// Surveys text in which each line is a row, so that a line feed ends it whatever stands before.
final class LineSurveyor implements Surveyor {
    private long length;
    private long lines;
    private long behindFirstLine = Survey.NONE;
    private byte last;

    @Override
    public void offer(ByteBuffer bytes) {
        for (int at = bytes.position(); at < bytes.limit(); at++) {
            last = bytes.get(at);
            length++;
            if (last == '\n') {
                lines++;
                if (behindFirstLine == Survey.NONE) {
                    behindFirstLine = length;
                }
            }
        }
        bytes.position(bytes.limit());
    }

    @Override
    public Survey finish() {
        var end = last == '\n' ? TextState.ROW_START : TextState.UNQUOTED;
        boolean inside = behindFirstLine != Survey.NONE && behindFirstLine < length;
        var fromWithin = inside ? new Survey.Path(end, behindFirstLine, 1) : new Survey.Path(end, Survey.NONE, 0);
        var paths = new EnumMap<TextState, Survey.Path>(TextState.class);
        for (var state : TextState.values()) {
            paths.put(state, state == TextState.ROW_START ? new Survey.Path(end, 0, 0) : fromWithin);
        }
        return new Survey(length, lines, false, false, paths);
    }
}

package io.lamella.core.decode;

import io.lamella.core.decode.Survey.RowStart;
import io.lamella.core.event.RestartPoint;
import java.util.List;

/// What one pass over a compressed object found out: where rows begin in its text, and where decompression can begin.
///
/// @param textBytes of the object, decompressed
/// @param starts the first row of each stretch of the text in which one begins, in order; the first of them is the first of the object
public record CompressedSurvey(long textBytes, List<Start> starts) {
    public CompressedSurvey {
        starts = List.copyOf(starts);
    }

    /// A row that a slice may begin with.
    ///
    /// @param row in the text
    /// @param from the last place in front of the row's stretch at which decompression can begin
    /// @param bytes of the object that were read when the row's stretch began
    public record Start(RowStart row, RestartPoint from, long bytes) {}
}

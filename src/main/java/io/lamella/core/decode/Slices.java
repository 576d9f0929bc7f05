package io.lamella.core.decode;

import io.lamella.core.decode.Survey.RowStart;
import io.lamella.core.event.ByteRange;
import io.lamella.core.event.Cut;
import io.lamella.core.event.SliceTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Cuts an object that was surveyed.
public final class Slices {
    private Slices() {}

    /// Slices that begin with the first row of each stretch and hold all rows of the object together.
    ///
    /// @param rows all rows of the object
    /// @param surveys of all stretches, in order
    public static List<SliceTask> of(SliceTask rows, List<Survey> surveys) {
        var cut = rows.cut().orElseThrow();
        var starts = Survey.join(surveys, new RowStart(rows.range().offset(), cut.line()));
        var slices = new ArrayList<SliceTask>();
        for (int i = 0; i < starts.size(); i++) {
            var start = starts.get(i);
            long end = i + 1 < starts.size()
                    ? starts.get(i + 1).offset()
                    : rows.range().end();
            slices.add(slice(rows, cut, start, end));
        }
        return slices;
    }

    private static SliceTask slice(SliceTask rows, Cut cut, RowStart start, long end) {
        var range = new ByteRange(start.offset(), end - start.offset());
        return new SliceTask(rows.dataset(), rows.source(), range, Optional.of(cut.at(start.line())));
    }
}

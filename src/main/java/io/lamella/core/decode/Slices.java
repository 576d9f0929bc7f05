package io.lamella.core.decode;

import io.lamella.core.decode.Survey.RowStart;
import io.lamella.core.event.ByteRange;
import io.lamella.core.event.Compressed;
import io.lamella.core.event.Cut;
import io.lamella.core.event.SliceTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Cuts an object that was surveyed.
public final class Slices {
    /// Slices behind one place at which decompression can begin: each has to pass over those before it, so that twice as many take
    /// twice as much work in all, and are hardly done sooner.
    private static final int MOST_BEHIND_ONE_PLACE = 8;

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
            slices.add(slice(rows, Optional.empty(), cut, start, end));
        }
        return slices;
    }

    /// Slices of the text of a compressed object, which hold all of its rows together.
    ///
    /// @param rows all rows of the object
    public static List<SliceTask> of(SliceTask rows, CompressedSurvey survey) {
        var cut = rows.cut().orElseThrow();
        var starts = fewer(survey.starts());
        var slices = new ArrayList<SliceTask>();
        for (int i = 0; i < starts.size(); i++) {
            var start = starts.get(i);
            boolean last = i + 1 == starts.size();
            long end = last ? survey.textBytes() : starts.get(i + 1).row().offset();
            long bytesEnd = last ? rows.source().size() : starts.get(i + 1).bytes();
            var compressed = new Compressed(start.from(), bytesEnd - (i == 0 ? 0 : start.bytes()));
            slices.add(slice(rows, Optional.of(compressed), cut, start.row(), end));
        }
        return slices;
    }

    /// Every so many of the starts behind one place at which decompression can begin.
    private static List<CompressedSurvey.Start> fewer(List<CompressedSurvey.Start> starts) {
        var fewer = new ArrayList<CompressedSurvey.Start>();
        for (int from = 0; from < starts.size(); ) {
            int to = from + 1;
            while (to < starts.size()
                    && starts.get(to).from().equals(starts.get(from).from())) {
                to++;
            }
            int step = Math.ceilDiv(to - from, MOST_BEHIND_ONE_PLACE);
            for (int i = from; i < to; i += step) {
                fewer.add(starts.get(i));
            }
            from = to;
        }
        return fewer;
    }

    private static SliceTask slice(SliceTask rows, Optional<Compressed> compressed, Cut cut, RowStart start, long end) {
        var range = new ByteRange(start.offset(), end - start.offset());
        return new SliceTask(
                rows.dataset(), rows.source(), range, compressed, Optional.of(cut.at(start.line())), Optional.empty());
    }
}

package io.lamella.core.decode;

import io.lamella.core.decode.Survey.RowStart;
import io.lamella.core.event.Cut;
import io.lamella.core.event.RestartPoint;
import java.util.List;

/// How far the survey of a compressed object has come: all that it takes to go on from there as if it had never stopped.
///
/// @param starts found so far, as in a [CompressedSurvey]
/// @param reached the end of the last stretch that was surveyed, in the text
/// @param from the last place in front of it at which decompression can begin
/// @param bytes of the object that were read by then
public record SurveyProgress(List<CompressedSurvey.Start> starts, Survey.Place reached, RestartPoint from, long bytes) {
    public SurveyProgress {
        starts = List.copyOf(starts);
    }

    /// That of a survey which was not begun.
    ///
    /// @param cut what stands in front of the rows, as [ObjectLead] finds it in the text
    public static SurveyProgress none(Cut cut) {
        var first = new RowStart(cut.lead().length(), cut.line());
        return new SurveyProgress(List.of(), Survey.Place.ofRow(first), RestartPoint.START, 0);
    }

    /// Whether it is further than another of the same object.
    public boolean isBeyond(SurveyProgress other) {
        return reached.offset() > other.reached.offset();
    }
}

package io.lamella.pipeline;

import io.lamella.core.decode.SurveyProgress;
import io.lamella.core.event.SourceObject;

/// A worker had no time to survey more of a compressed object than those before it. What they found is kept, so one with more
/// time can go on from there.
final class SurveyStuckException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SurveyStuckException(SourceObject source, SurveyProgress progress) {
        super("the survey of " + source.uri() + " came no further than byte "
                + progress.reached().offset() + " of its text: decompression has to begin at byte "
                + progress.from().offset() + " of the object, byte "
                + progress.from().textOffset()
                + " of its text, and the time was up before new text came out; give the function more memory (and with it more"
                + " of a CPU) or a longer timeout, or let lamella run go on with it; or compress the object in several members,"
                + " and upload it again");
    }
}

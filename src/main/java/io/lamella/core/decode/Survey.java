package io.lamella.core.decode;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What one stretch of an object does to those behind it, whatever stands in front of it. Surveys of stretches side by side are
/// made independently, and joined they tell exactly where rows begin.
///
/// @param length of the stretch
/// @param lines that end in it; one that ends with its last byte, a carriage return, only counts if no line feed follows
/// @param paths by what the bytes before the stretch leave open; one for each [TextState]
public record Survey(
        long length,
        long lines,
        boolean beginsWithLineFeed,
        boolean endsWithCarriageReturn,
        Map<TextState, Path> paths) {
    /// Of a path on which no row begins within the stretch.
    public static final long NONE = -1;

    public Survey {
        paths = Map.copyOf(paths);
    }

    /// What happens in the stretch if a certain thing was left open in front of it.
    ///
    /// @param end what the stretch leaves open
    /// @param rowStart the first byte of the stretch at which a row begins, or [#NONE]
    /// @param linesBefore the lines that end in the stretch in front of that row
    public record Path(TextState end, long rowStart, long linesBefore) {}

    /// A place where a row begins.
    ///
    /// @param offset in the object
    /// @param line from 1
    public record RowStart(long offset, long line) {}

    /// The first row that begins in each stretch, if one does.
    ///
    /// @param surveys of all stretches, in order
    /// @param first where the first stretch begins: at a row
    public static List<RowStart> join(List<Survey> surveys, RowStart first) {
        var joint = new Joint(first);
        return surveys.stream().flatMap(survey -> joint.add(survey).stream()).toList();
    }

    /// Joins surveys of stretches one behind another.
    static final class Joint {
        private long offset;
        private long line;
        private TextState state = TextState.ROW_START;
        private boolean lineEnds;

        /// @param first where the first stretch begins: at a row
        Joint(RowStart first) {
            this.offset = first.offset();
            this.line = first.line();
        }

        /// The first row that begins in the next stretch, if one does.
        Optional<RowStart> add(Survey survey) {
            if (lineEnds && !survey.beginsWithLineFeed) {
                line++;
            }
            var path = Objects.requireNonNull(survey.paths.get(state));
            var start = path.rowStart == NONE
                    ? Optional.<RowStart>empty()
                    : Optional.of(new RowStart(offset + path.rowStart, line + path.linesBefore));
            offset += survey.length;
            line += survey.lines;
            lineEnds = survey.endsWithCarriageReturn;
            state = path.end;
            return start;
        }
    }
}

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
        var joint = new Joint(Place.ofRow(first));
        return surveys.stream().flatMap(survey -> joint.add(survey).stream()).toList();
    }

    /// The end of a stretch in an object, and what stands in front of it.
    ///
    /// @param offset in the object
    /// @param line that it is in, from 1; the one before if that ends with a carriage return, to which a line feed may belong
    /// that follows
    /// @param state what is left open
    /// @param lineEnds whether the byte in front of it is such a carriage return
    public record Place(long offset, long line, TextState state, boolean lineEnds) {
        static Place ofRow(RowStart row) {
            return new Place(row.offset(), row.line(), TextState.ROW_START, false);
        }
    }

    /// Joins surveys of stretches one behind another.
    static final class Joint {
        private Place place;

        /// @param first where the first stretch begins
        Joint(Place first) {
            this.place = first;
        }

        /// The end of the last stretch.
        Place place() {
            return place;
        }

        /// The first row that begins in the next stretch, if one does.
        Optional<RowStart> add(Survey survey) {
            long line = place.line + (place.lineEnds && !survey.beginsWithLineFeed ? 1 : 0);
            long offset = place.offset;
            var path = Objects.requireNonNull(survey.paths.get(place.state));
            place = new Place(offset + survey.length, line + survey.lines, path.end, survey.endsWithCarriageReturn);
            return path.rowStart == NONE
                    ? Optional.empty()
                    : Optional.of(new RowStart(offset + path.rowStart, line + path.linesBefore));
        }
    }
}

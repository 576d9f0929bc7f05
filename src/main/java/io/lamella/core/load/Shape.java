package io.lamella.core.load;

import java.util.List;

/// How a column lies in the leaves of a file: which leaves it has, and which of their
/// [levels](https://parquet.apache.org/docs/file-format/nestedencoding/) tell of what.
///
/// Leaves are counted over the file. Levels are of definition, if they are not said to be of repetition.
public sealed interface Shape {
    /// The first leaf below. Each leaf below a shape tells the same of it.
    int leaf();

    LoadType type();

    /// The level from which there is a value, be it an empty one.
    int present();

    /// What surrounds it.
    ///
    /// @param definition the level from which the innermost list around has an element to hold this; 0 where no list is
    /// @param repetition how many lists are around: entries with a higher repetition level belong to what is within
    record Slot(int definition, int repetition) {
        public static final Slot ROW = new Slot(0, 0);
    }

    Slot slot();

    /// @param flat whether each row has one value or null, and nothing surrounds it
    record Scalar(int leaf, LoadType type, int present, Slot slot, boolean flat) implements Shape {}

    /// @param element the level from which there is an element
    record Repeated(int leaf, LoadType type, int present, Slot slot, int element, List<Shape> members)
            implements Shape {
        public Repeated {
            members = List.copyOf(members);
        }
    }

    /// @param members in the order of its fields
    record Struct(int leaf, LoadType.Struct type, int present, Slot slot, List<Shape> members) implements Shape {
        public Struct {
            members = List.copyOf(members);
        }
    }

    /// How many leaves it has.
    default int leaves() {
        return switch (this) {
            case Scalar _ -> 1;
            case Repeated repeated ->
                repeated.members().stream().mapToInt(Shape::leaves).sum();
            case Struct struct ->
                struct.members().stream().mapToInt(Shape::leaves).sum();
        };
    }
}

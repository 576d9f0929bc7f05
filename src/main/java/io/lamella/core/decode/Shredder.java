package io.lamella.core.decode;

import io.lamella.core.column.LeafVector;
import java.util.List;

/// Takes values of one type, a part of a nested one, apart into entries of its leaves.
///
/// A value that does not fit leaves entries behind: the row is to be reverted then.
abstract class Shredder {
    static final Requirement OBJECT =
            new Requirement("not_an_object", "be a JSON object", "mend the source, or declare the column as json");

    /// The definition level of a value that is there. One that is null has one less, unless it cannot be.
    final int definition;

    Shredder(int definition) {
        this.definition = definition;
    }

    /// In the order of the type.
    abstract List<LeafVector> leaves();

    /// Takes the JSON value at `at` apart, which is not null.
    ///
    /// @param repetition the level of the first entry
    /// @return the position behind the value, or [ShredInput#FAILED]
    abstract int shred(ShredInput in, int at, int repetition);

    /// What a value must be to begin with.
    abstract Requirement requirement();

    /// Makes a block ready to be read from.
    abstract void begin(FieldBlock block);

    /// Ends a block, whose data may have moved.
    abstract void end(FieldBlock block);

    /// Takes a value apart that may be null.
    final int shredOptional(ShredInput in, int at, int repetition) {
        if (in.block.data[at] == 'n') {
            putNull(definition - 1, repetition);
            return at + "null".length();
        }
        return shred(in, at, repetition);
    }

    /// Adds one entry to each leaf: the value is not there.
    final void putNull(int definitionLevel, int repetition) {
        for (var leaf : leaves()) {
            leaf.addNull(definitionLevel, repetition);
        }
    }
}

package io.lamella.core.decode;

import io.lamella.core.column.LeafVector;
import java.util.List;

/// Takes JSON arrays apart.
final class ArrayShredder extends Shredder {
    private static final Requirement ARRAY =
            new Requirement("not_an_array", "be a JSON array", "mend the source, or declare the column as json");

    private final Shredder element;

    /// The level of elements that others of the same list go before.
    private final int repetition;

    ArrayShredder(Shredder element, int definition, int repetition) {
        super(definition);
        this.element = element;
        this.repetition = repetition;
    }

    @Override
    List<LeafVector> leaves() {
        return element.leaves();
    }

    @Override
    Requirement requirement() {
        return ARRAY;
    }

    @Override
    void begin(FieldBlock block) {
        element.begin(block);
    }

    @Override
    void end(FieldBlock block) {
        element.end(block);
    }

    @Override
    int shred(ShredInput in, int from, int firstRepetition) {
        if (in.block.data[from] != '[') {
            return in.fail(ARRAY, from, in.behindValue(from));
        }
        int at = in.skipBlanks(from + 1);
        if (in.block.data[at] == ']') {
            putNull(definition, firstRepetition);
            return at + 1;
        }
        for (int index = 0; ; index++) {
            if (in.count(leaves().size(), at) == ShredInput.FAILED) {
                return ShredInput.FAILED;
            }
            at = element.shredOptional(in, at, index == 0 ? firstRepetition : repetition);
            if (at == ShredInput.FAILED) {
                return in.failWithin("[" + index + "]");
            }
            at = in.skipBlanks(at);
            if (in.block.data[at] == ']') {
                return at + 1;
            }
            at = in.skipBlanks(at + 1);
        }
    }
}

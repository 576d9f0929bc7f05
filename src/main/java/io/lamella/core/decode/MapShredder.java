package io.lamella.core.decode;

import io.lamella.core.column.LeafVector;
import java.util.List;
import java.util.stream.Stream;

/// Takes JSON objects apart, whose keys are values.
final class MapShredder extends Shredder {
    private static final Requirement NOT_NULL =
            new Requirement("null_key", "have a key that does not mean null", "mend the source");
    private static final Requirement ONCE = new Requirement(
            "duplicate_key", "have each key once, since readers disagree which counts,", "mend the source");

    private final ScalarShredder key;
    private final LeafVector keys;
    private final Shredder value;
    private final List<LeafVector> leaves;

    /// The level of pairs that others of the same map go before.
    private final int repetition;

    MapShredder(ScalarShredder key, Shredder value, int definition, int repetition) {
        super(definition);
        this.key = key;
        this.value = value;
        this.repetition = repetition;
        keys = key.leaves().getFirst();
        leaves = Stream.concat(key.leaves().stream(), value.leaves().stream()).toList();
    }

    @Override
    List<LeafVector> leaves() {
        return leaves;
    }

    @Override
    Requirement requirement() {
        return OBJECT;
    }

    @Override
    void begin(FieldBlock block) {
        key.begin(block);
        value.begin(block);
    }

    @Override
    void end(FieldBlock block) {
        key.end(block);
        value.end(block);
    }

    @Override
    int shred(ShredInput in, int from, int firstRepetition) {
        if (in.block.data[from] != '{') {
            return in.fail(OBJECT, from, in.behindValue(from));
        }
        int at = in.skipBlanks(from + 1);
        if (in.block.data[at] == '}') {
            putNull(definition, firstRepetition);
            return at + 1;
        }
        int firstKey = keys.valueEnd();
        for (int pair = 0; ; pair++) {
            if (in.count(leaves.size(), at) == ShredInput.FAILED) {
                return ShredInput.FAILED;
            }
            at = pair(in, at, pair == 0 ? firstRepetition : repetition);
            if (at == ShredInput.FAILED) {
                return at;
            }
            at = in.skipBlanks(at);
            if (in.block.data[at] == '}') {
                key.end(in.block);
                boolean once = DistinctValues.are(keys.values, firstKey, keys.valueEnd());
                return once ? at + 1 : in.fail(ONCE, from, at + 1);
            }
            at = in.skipBlanks(at + 1);
        }
    }

    private int pair(ShredInput in, int open, int level) {
        int close = JsonSyntax.stringEnd(in.block.data, open + 1);
        int before = keys.valueEnd();
        if (!key.put(in, open + 1, close, level)) {
            return in.failWithin(step(in, open, close));
        }
        if (keys.valueEnd() == before) {
            return in.fail(NOT_NULL, open + 1, close);
        }
        int at = in.skipBlanks(in.skipBlanks(close + 1) + 1);
        int end = value.shredOptional(in, at, level);
        return end == ShredInput.FAILED ? in.failWithin(step(in, open, close)) : end;
    }

    /// As it is written.
    private static String step(ShredInput in, int open, int close) {
        return "[" + ShownText.of(in.block.data, open + 1, close) + "]";
    }
}

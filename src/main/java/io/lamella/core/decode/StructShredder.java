package io.lamella.core.decode;

import io.lamella.core.column.LeafVector;
import io.lamella.core.decode.InputFormat.Unexpected;
import java.util.Arrays;
import java.util.List;

/// Takes JSON objects apart, by the fields of a struct.
final class StructShredder extends Shredder {
    private static final Requirement ONCE = new Requirement(
            "duplicate_key", "occur once in its object, since readers disagree which counts,", "mend the source");
    private static final Requirement KNOWN = new Requirement(
            "extra_fields",
            "have no key beyond the fields of its struct",
            "add it to the type, or set extra-fields: ignore to pass over it");

    private final List<String> names;
    private final List<Shredder> fields;
    private final Unexpected extraFields;
    private final List<LeafVector> leaves;
    private final JsonKeys keys;

    /// By field: the number of the object that had it last. No struct stands in itself, so objects of one come one after another.
    private final long[] seen;

    private long object;

    StructShredder(List<String> names, List<Shredder> fields, Unexpected extraFields, int definition) {
        super(definition);
        this.names = List.copyOf(names);
        this.fields = List.copyOf(fields);
        this.extraFields = extraFields;
        leaves = fields.stream().flatMap(field -> field.leaves().stream()).toList();
        keys = new JsonKeys(names);
        seen = new long[fields.size()];
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
        fields.forEach(field -> field.begin(block));
    }

    @Override
    void end(FieldBlock block) {
        fields.forEach(field -> field.end(block));
    }

    @Override
    int shred(ShredInput in, int from, int repetition) {
        if (in.block.data[from] != '{') {
            return in.fail(OBJECT, from, in.behindValue(from));
        }
        object++;
        int at = in.skipBlanks(from + 1);
        while (in.block.data[at] != '}') {
            at = member(in, at, repetition);
            if (at == ShredInput.FAILED) {
                return at;
            }
            at = in.skipBlanks(at);
            at = in.block.data[at] == ',' ? in.skipBlanks(at + 1) : at;
        }
        for (int field = 0; field < seen.length; field++) {
            if (seen[field] != object) {
                var missing = fields.get(field);
                missing.putNull(missing.definition - 1, repetition);
            }
        }
        return at + 1;
    }

    /// Takes a key and its value; returns the position behind them.
    private int member(ShredInput in, int open, int repetition) {
        int close = JsonSyntax.stringEnd(in.block.data, open + 1);
        int colon = in.skipBlanks(close + 1);
        int at = in.skipBlanks(colon + 1);
        int field = find(in, open + 1, close);
        if (field == JsonKeys.UNKNOWN) {
            return extraFields == Unexpected.REJECT ? in.fail(KNOWN, open + 1, close) : in.behindValue(at);
        }
        if (seen[field] == object) {
            in.fail(ONCE, at, in.behindValue(at));
            return in.failWithin("." + names.get(field));
        }
        seen[field] = object;
        int end = fields.get(field).shredOptional(in, at, repetition);
        return end == ShredInput.FAILED ? in.failWithin("." + names.get(field)) : end;
    }

    private int find(ShredInput in, int from, int close) {
        byte[] data = in.block.data;
        if (Swar.indexOf(data, from, close, '\\') >= close) {
            return keys.find(data, from, close - from);
        }
        byte[] key = Arrays.copyOfRange(data, from, close);
        int end = JsonText.unescape(key, 0, key.length, 0);
        return end == JsonText.LONE_SURROGATE ? JsonKeys.UNKNOWN : keys.find(key, 0, end);
    }
}

package io.lamella.core.decode;

import io.lamella.core.column.LeafVector;
import io.lamella.core.column.ScalarVector;
import java.util.List;

/// Takes scalars: hands them to the parser of their type.
final class ScalarShredder extends Shredder {
    private final ColumnParser parser;
    private final LeafVector leaf;
    private final List<LeafVector> leaves;

    ScalarShredder(ColumnParser parser, int definition) {
        super(definition);
        this.parser = parser;
        leaf = new LeafVector((ScalarVector) parser.vector(), definition);
        leaves = List.of(leaf);
    }

    @Override
    List<LeafVector> leaves() {
        return leaves;
    }

    @Override
    Requirement requirement() {
        throw new IllegalStateException("the parser says what a scalar must be");
    }

    @Override
    void begin(FieldBlock block) {
        parser.begin(block, 0);
    }

    @Override
    void end(FieldBlock block) {
        parser.end(block);
    }

    @Override
    int shred(ShredInput in, int at, int repetition) {
        byte[] data = in.block.data;
        byte first = data[at];
        if (first == '"') {
            int close = JsonSyntax.stringEnd(data, at + 1);
            return put(in, at + 1, close, repetition) ? close + 1 : ShredInput.FAILED;
        }
        boolean composite = first == '{' || first == '[';
        int end = composite ? in.behindValue(at) : JsonSyntax.scalarEnd(data, at);
        byte kind = composite ? FieldBlock.COMPOSITE : isWord(first) ? FieldBlock.BOOLEAN : FieldBlock.NUMBER;
        return put(in, FieldBlock.field(at, end - at, kind), repetition) ? end : ShredInput.FAILED;
    }

    private static boolean isWord(byte first) {
        return first == 't' || first == 'f';
    }

    /// Takes the string `[from, close)`, which a key of a map is too; whether it fits.
    boolean put(ShredInput in, int from, int close, int repetition) {
        long text = in.text(from, close);
        return text != ShredInput.FAILED && put(in, text, repetition);
    }

    private boolean put(ShredInput in, long field, int repetition) {
        byte[] data = in.block.data;
        byte kind = FieldBlock.kind(field);
        int start = FieldBlock.start(field);
        int end = start + FieldBlock.length(field);
        if (parser.isNull(kind, data, start, end - start)) {
            leaf.addNull(definition - 1, repetition);
            return true;
        }
        var broken = parser.put(leaf.nextValue(), kind, data, start, end);
        if (broken != null) {
            in.fail(broken, start, end);
            return false;
        }
        leaf.addValue(repetition);
        return true;
    }
}

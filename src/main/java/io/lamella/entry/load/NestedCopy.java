package io.lamella.entry.load;

import io.lamella.core.column.LeafVector;
import io.lamella.core.load.LoadType;
import io.lamella.core.load.LoadType.Field;
import io.lamella.core.load.LoadedColumn;
import io.lamella.core.load.Shape;
import java.util.List;
import java.util.Optional;

/// Copies a nested column into the buffers of a record batch: puts together what levels say, vector by vector.
///
/// Of each leaf, only the entries count whose repetition level is not above the lists around a vector: others go on with what is
/// within. And of these, only those whose definition level says that there is something around to hold a value.
final class NestedCopy {
    private final BatchBuffers out;
    private final ScalarCopy scalars;
    private final LoadedColumn.Nested column;
    private final int[] rows;
    private final int rowCount;

    /// @param rows the places of the rows to copy
    NestedCopy(BatchBuffers out, ScalarCopy scalars, LoadedColumn.Nested column, int[] rows, int rowCount) {
        this.out = out;
        this.scalars = scalars;
        this.column = column;
        this.rows = rows;
        this.rowCount = rowCount;
    }

    void copy(Field target) {
        copy(column.shape(), target.type());
    }

    private void copy(Shape shape, LoadType target) {
        switch (shape) {
            case Shape.Scalar scalar -> scalar(scalar, target);
            case Shape.Struct struct -> struct(struct, (LoadType.Struct) target);
            case Shape.Repeated repeated -> repeated(repeated, target);
        }
    }

    /// Takes an entry of a leaf.
    private interface EntryReader {
        void take(int definition, int repetition);
    }

    private void entries(LeafVector levels, EntryReader reader) {
        for (int i = 0; i < rowCount; i++) {
            int end = levels.entryStart(rows[i] + 1);
            for (int entry = levels.entryStart(rows[i]); entry < end; entry++) {
                reader.take(levels.definition[entry], levels.repetition[entry]);
            }
        }
    }

    private void scalar(Shape.Scalar scalar, LoadType target) {
        var leaf = column.leaf(scalar.leaf());
        var levels = leaf.levels();
        var slots = Slots.empty();
        for (int i = 0; i < rowCount; i++) {
            int value = levels.valueStart(rows[i]);
            int end = levels.entryStart(rows[i] + 1);
            for (int entry = levels.entryStart(rows[i]); entry < end; entry++) {
                int definition = levels.definition[entry];
                if (definition >= scalar.present()) {
                    slots.add(value++);
                } else if (definition >= scalar.slot().definition()) {
                    slots.add(Slots.NULL);
                }
            }
        }
        scalars.copy(target, leaf.values(), slots);
    }

    private void struct(Shape.Struct struct, LoadType.Struct target) {
        var present = present(struct);
        putNode(present);
        for (var field : target.fields()) {
            var member = member(struct, field.name());
            if (member.isPresent()) {
                copy(member.get(), field.type());
            } else {
                nulls(field.type(), present.count);
            }
        }
    }

    private static Optional<Shape> member(Shape.Struct struct, String name) {
        var fields = struct.type().fields();
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(name)) {
                return Optional.of(struct.members().get(i));
            }
        }
        return Optional.empty();
    }

    /// A slot for each place where there could be a value, null where there is none.
    private Slots present(Shape shape) {
        var slots = Slots.empty();
        entries(column.leaf(shape.leaf()).levels(), (definition, repetition) -> {
            if (repetition <= shape.slot().repetition()
                    && definition >= shape.slot().definition()) {
                slots.add(definition >= shape.present() ? 0 : Slots.NULL);
            }
        });
        return slots;
    }

    private void putNode(Slots slots) {
        var present = new byte[slots.count];
        int nulls = 0;
        for (int i = 0; i < slots.count; i++) {
            present[i] = (byte) (slots.places[i] == Slots.NULL ? 0 : 1);
            nulls += 1 - present[i];
        }
        out.node(slots.count, nulls);
        out.validity(present, slots.count, nulls);
    }

    private void repeated(Shape.Repeated repeated, LoadType target) {
        putNode(present(repeated));
        // Where each list ends.
        var ends = Slots.empty();
        entries(column.leaf(repeated.leaf()).levels(), (definition, repetition) -> {
            int around = repeated.slot().repetition();
            if (repetition <= around && definition >= repeated.slot().definition()) {
                ends.add(ends.count == 0 ? 0 : ends.places[ends.count - 1]);
            }
            if (repetition <= around + 1 && definition >= repeated.element()) {
                ends.places[ends.count - 1]++;
            }
        });
        putOffsets(ends);
        int elements = ends.count == 0 ? 0 : ends.places[ends.count - 1];
        if (target instanceof LoadType.Map(Field key, Field value)) {
            out.node(elements, 0);
            out.validity(new byte[0], elements, 0);
            copy(repeated.members().getFirst(), key.type());
            copy(repeated.members().getLast(), value.type());
        } else if (target instanceof LoadType.Array(Field element)) {
            copy(repeated.members().getFirst(), element.type());
        } else {
            throw new IllegalArgumentException(repeated.type().text() + " cannot be loaded as " + target.text());
        }
    }

    private void putOffsets(Slots ends) {
        var offsets = new int[ends.count + 1];
        System.arraycopy(ends.places, 0, offsets, 1, ends.count);
        out.offsets(offsets, ends.count);
    }

    private void nulls(LoadType type, int count) {
        nulls(type, count, out, scalars);
    }

    /// Vectors of nulls alone.
    static void nulls(LoadType type, int count, BatchBuffers out, ScalarCopy scalars) {
        switch (type) {
            case LoadType.Array(Field element) -> {
                noLists(count, out);
                nulls(element.type(), 0, out, scalars);
            }
            case LoadType.Map(Field key, Field value) -> {
                noLists(count, out);
                out.node(0, 0);
                out.validity(new byte[0], 0, 0);
                nulls(key.type(), 0, out, scalars);
                nulls(value.type(), 0, out, scalars);
            }
            case LoadType.Struct(List<Field> fields) -> {
                out.node(count, count);
                out.validity(new byte[count], count, count);
                fields.forEach(field -> nulls(field.type(), count, out, scalars));
            }
            default -> scalars.copyNulls(type, count);
        }
    }

    private static void noLists(int count, BatchBuffers out) {
        out.node(count, count);
        out.validity(new byte[count], count, count);
        out.offsets(new int[count + 1], count);
    }
}

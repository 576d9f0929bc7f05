package io.lamella.entry.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.column.BytesVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Texts of a dictionary, whichever way their longest one has them copied.
class RunsCopyTest {
    private static final int SLOTS = 500;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16, 17, 32, 33, 256, 257})
    void copiesTextsOfAnyLength(int longest) {
        var random = new Random(longest);
        var texts = IntStream.rangeClosed(0, longest)
                .mapToObj(length -> random.ints(length, 'a', 'z' + 1)
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining()))
                .toList();
        var places = random.ints(SLOTS, Slots.NULL, texts.size()).toArray();
        var slots = Slots.nulls(0);
        slots.places = places;
        slots.count = SLOTS;
        var present = new byte[SLOTS];
        IntStream.range(0, SLOTS).forEach(slot -> present[slot] = (byte) (places[slot] < 0 ? 0 : 1));

        var copied = copy(dictionary(texts, longest), slots, present);

        assertThat(copied)
                .isEqualTo(IntStream.of(places)
                        .mapToObj(place -> place < 0 ? "" : texts.get(place))
                        .toList());
    }

    private static BytesVector dictionary(List<String> texts, int longest) {
        var all = String.join("", texts).getBytes(UTF_8);
        var data = new byte[all.length + BytesVector.PADDING];
        System.arraycopy(all, 0, data, 0, all.length);
        var starts = new int[texts.size()];
        var lengths = texts.stream().mapToInt(String::length).toArray();
        for (int text = 1; text < starts.length; text++) {
            starts[text] = starts[text - 1] + lengths[text - 1];
        }
        return BytesVector.of(data, starts, lengths, longest);
    }

    private static List<String> copy(BytesVector values, Slots slots, byte[] present) {
        try (var allocator = new RootAllocator();
                var out = new BatchBuffers(allocator)) {
            int nulls = (int)
                    IntStream.range(0, SLOTS).filter(slot -> present[slot] == 0).count();
            new RunsCopy(out).copy(values, slots, present, nulls);
            out.node(SLOTS, nulls);
            try (var vectors = out.vectors()) {
                var offsets = vectors.buffers().getFirst();
                var bytes = vectors.buffers().getLast();
                var texts = new ArrayList<String>();
                for (int slot = 0; slot < SLOTS; slot++) {
                    int start = offsets.getInt((long) slot * Integer.BYTES);
                    var text = new byte[offsets.getInt((slot + 1L) * Integer.BYTES) - start];
                    bytes.getBytes(start, text);
                    texts.add(new String(text, UTF_8));
                }
                return texts;
            }
        }
    }
}

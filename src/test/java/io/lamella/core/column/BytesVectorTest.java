package io.lamella.core.column;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BytesVectorTest {
    private static final byte[] ELSEWHERE = "..onetwothree and more.........".getBytes(UTF_8);

    /// Where values begin in somebody else's buffer, and how long they are.
    record Lying(int start, int length) {
        static final Lying NULL = new Lying(0, -1);
        static final Lying ONE = new Lying(2, 3);
        static final Lying EMPTY = new Lying(5, 0);
        static final Lying TWO = new Lying(5, 3);
        static final Lying THREE = new Lying(8, 5);
    }

    static Stream<List<Lying>> inOrder() {
        return Stream.of(
                List.of(Lying.ONE, Lying.TWO, Lying.THREE),
                List.of(Lying.NULL, Lying.ONE, Lying.NULL, Lying.EMPTY, Lying.TWO, Lying.NULL, Lying.NULL),
                List.of(Lying.EMPTY),
                List.of(Lying.NULL, Lying.NULL),
                List.of());
    }

    static Stream<List<Lying>> inAnyOrder() {
        return Stream.concat(inOrder(), Stream.of(List.of(Lying.THREE, Lying.ONE, Lying.NULL, Lying.ONE)));
    }

    @ParameterizedTest
    @MethodSource("inOrder")
    void keepsWhatLiesInOrder(List<Lying> values) {
        var vector = new BytesVector(values.size() + 1);
        vector.wrapInOrder(ELSEWHERE.clone());

        assertKeeps(vector, values);
    }

    @ParameterizedTest
    @MethodSource("inAnyOrder")
    void keepsWhatLiesAnywhere(List<Lying> values) {
        var vector = new BytesVector(values.size() + 1);
        vector.wrap(ELSEWHERE.clone());

        assertKeeps(vector, values);
    }

    /// The buffer of somebody else may then be used for something else, and more be appended.
    private static void assertKeeps(BytesVector vector, List<Lying> values) {
        for (int row = 0; row < values.size(); row++) {
            vector.set(row, values.get(row).start(), values.get(row).length());
        }
        var before = texts(vector, values.size());
        byte[] elsewhere = vector.data;

        vector.keep(values.size());
        Arrays.fill(elsewhere, (byte) '#');
        int at = vector.append(values.size(), 4);
        System.arraycopy("more".getBytes(UTF_8), 0, vector.data, at, 4);

        assertThat(vector.isOwn()).isTrue();
        assertThat(vector.isInOrder()).isTrue();
        assertThat(texts(vector, values.size())).isEqualTo(before);
        assertThat(texts(vector, values.size() + 1)).last().isEqualTo("more");
        assertThat(vector.data).hasSizeGreaterThanOrEqualTo(at + 4 + BytesVector.PADDING);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 31, 32, 33, 100})
    void copiesValuesOfAnyLength(int length) {
        var from = new byte[7 + length + BytesVector.PADDING];
        new Random(length).nextBytes(from);
        var to = new byte[5 + length + BytesVector.PADDING];

        BytesVector.copy(from, 7, length, to, 5);

        assertThat(Arrays.copyOfRange(to, 5, 5 + length)).isEqualTo(Arrays.copyOfRange(from, 7, 7 + length));
        assertThat(Arrays.copyOf(to, 5)).containsOnly(0);
    }

    private static List<@Nullable String> texts(BytesVector vector, int rows) {
        var texts = new ArrayList<@Nullable String>();
        for (int row = 0; row < rows; row++) {
            texts.add(
                    vector.isNull(row)
                            ? null
                            : new String(vector.data, vector.starts[row], vector.lengths[row], UTF_8));
        }
        return texts;
    }
}

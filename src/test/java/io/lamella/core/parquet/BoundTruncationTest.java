package io.lamella.core.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BoundTruncationTest {
    @Test
    void leavesWhatFitsAsItIs() {
        byte[] fitting = "é".repeat(32).getBytes(UTF_8);
        assertThat(BoundTruncation.TEXT.below(fitting)).isEqualTo(fitting);
        assertThat(BoundTruncation.TEXT.above(fitting)).contains(fitting);
    }

    @Test
    void cutsTextBetweenCharacters() {
        var text = "a" + "é".repeat(40);
        assertThat(text(BoundTruncation.TEXT.below(text.getBytes(UTF_8)))).isEqualTo("a" + "é".repeat(31));
        assertThat(above(BoundTruncation.TEXT, text)).contains("a" + "é".repeat(30) + "ê");
    }

    @Test
    void skipsWhatIsNoCharacterWhenCountingUp() {
        var beforeSurrogates = "\uD7FF".repeat(30);
        assertThat(above(BoundTruncation.TEXT, beforeSurrogates)).contains("\uD7FF".repeat(20) + "\uE000");
    }

    @Test
    void dropsLastCharactersThatCannotBeCountedUp() {
        var last = Character.toString(Character.MAX_CODE_POINT);
        assertThat(above(BoundTruncation.TEXT, "b" + last.repeat(20))).contains("c");
        assertThat(above(BoundTruncation.TEXT, last.repeat(20))).isEmpty();
    }

    @Test
    void countsBytesUpWhenTheyAreNotText() {
        byte[] bytes = new byte[70];
        Arrays.fill(bytes, (byte) -1);
        assertThat(BoundTruncation.BINARY.above(bytes)).isEmpty();
        bytes[1] = 0x7F;
        assertThat(BoundTruncation.BINARY.above(bytes)).contains(new byte[] {-1, (byte) 0x80});
        assertThat(BoundTruncation.BINARY.below(bytes)).isEqualTo(Arrays.copyOf(bytes, 64));
    }

    @Test
    void isNeverOnTheWrongSideOfText() {
        var random = new SplittableRandom(3);
        for (int i = 0; i < 2000; i++) {
            int[] codePoints = random.ints(40, 1, Character.MAX_CODE_POINT + 1)
                    .map(point -> Character.isSurrogate((char) point) && point < 0x10000 ? 'x' : point)
                    .toArray();
            byte[] text = new String(codePoints, 0, codePoints.length).getBytes(UTF_8);
            byte[] kept = Arrays.copyOf(text, Math.min(text.length, 65));
            assertThat(Arrays.compareUnsigned(BoundTruncation.TEXT.below(kept), text))
                    .isLessThanOrEqualTo(0);
            byte[] above = BoundTruncation.TEXT.above(kept).orElseThrow();
            assertThat(Arrays.compareUnsigned(above, text)).isGreaterThanOrEqualTo(0);
            assertThat(text(above).getBytes(UTF_8)).isEqualTo(above);
        }
    }

    private static Optional<String> above(BoundTruncation truncation, String text) {
        return truncation.above(text.getBytes(UTF_8)).map(BoundTruncationTest::text);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}

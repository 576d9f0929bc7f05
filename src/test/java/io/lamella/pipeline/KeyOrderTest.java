package io.lamella.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyOrderTest {
    private static final List<String> KEYS = List.of(
            "",
            "a",
            "a!",
            "a-b",
            "a.b",
            "a/b",
            "a0",
            "ab",
            "\u007f",
            "\u0080",
            "\u07ff",
            "\u0800",
            "\ud7ff",
            "\ue000",
            "\uffff",
            "\ud800\udc00",
            "\ud83d\ude00",
            "\ud83d\ude00a",
            "\ud83d\ude01",
            "\udbff\udfff",
            "a\uffee",
            "a\ud83d\ude00");

    @Test
    void comparesEveryPairAsItsBytesCompare() {
        for (String left : KEYS) {
            for (String right : KEYS) {
                int bytes = Arrays.compareUnsigned(left.getBytes(UTF_8), right.getBytes(UTF_8));

                assertThat(Integer.signum(KeyOrder.BY_UTF8_BYTES.compare(left, right)))
                        .as("%s and %s", left, right)
                        .isEqualTo(Integer.signum(bytes));
            }
        }
    }
}

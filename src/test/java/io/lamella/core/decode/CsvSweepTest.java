package io.lamella.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.decode.InputFormat.Csv;
import io.lamella.core.decode.InputFormat.Unexpected;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CsvSweepTest {
    private static final String[] PIECES = {
        "a",
        "b",
        ",",
        ",",
        "\"",
        "\"",
        "\n",
        "\n",
        "\r\n",
        "\r",
        " ",
        "\t",
        "\\",
        "#",
        "é",
        "漢",
        "1234567",
        "\"\"",
        "\",\"",
        "\"\n\"",
        "\n\"",
        ";",
        "abcdefghijklmnopqrstuvwxyz"
    };

    static long[] seeds() {
        return new Random().longs(20).toArray();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void agreesWithANaiveTokenizerHoweverTheBytesArrive(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            Csv format = format(random);
            int columns = random.nextInt(1, 4);
            byte[] bytes = text(random, random.nextInt(200)).getBytes(StandardCharsets.UTF_8);
            var sources = Decoded.columns("a", "b", "c").subList(0, columns);
            Decoded expected = new NaiveCsv(format, columns, bytes).decode();

            int window = random.nextInt(64, 300);
            Decoded whole = Decoded.of(format, sources, bytes);
            Decoded pieces = Decoded.of(format, sources, Decoded.pieces(bytes, 20, random), window);
            Decoded single = Decoded.of(format, sources, Decoded.pieces(bytes, 1, random), window);

            assertThat(whole).isEqualTo(expected);
            assertThat(pieces).isEqualTo(expected);
            assertThat(single).isEqualTo(expected);
        }
    }

    static Csv format(Random random) {
        return new Csv(
                StandardCharsets.UTF_8,
                1024 * 1024,
                (byte) ",;\t".charAt(random.nextInt(3)),
                random.nextInt(5) == 0 ? Optional.empty() : Optional.of((byte) '"'),
                random.nextInt(3) == 0 ? Optional.of((byte) "\\\"".charAt(random.nextInt(2))) : Optional.empty(),
                false,
                0,
                random.nextInt(3) == 0 ? Optional.of((byte) '#') : Optional.empty(),
                random.nextInt(3) == 0,
                Unexpected.REJECT,
                Unexpected.REJECT);
    }

    static String text(Random random, int length) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}

package io.lamella.entry.wiring.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every mistake of `mistakes.txt`, with what is said about it.
class MistakesTest {

    private static final String ONE_DATASET = "dataset\n";
    private static final String PROLOGUE = "lake:\n  bucket: my-lake\ndatasets:\n  events:\n";

    record Mistake(String title, String yaml, String problems) {
        @Override
        public String toString() {
            return title;
        }
    }

    static List<Mistake> mistakes() throws IOException {
        try (var file = MistakesTest.class.getResourceAsStream("mistakes.txt")) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(text.split("(?m)^=== "))
                    .skip(1)
                    .map(MistakesTest::mistake)
                    .toList();
        }
    }

    private static Mistake mistake(String section) {
        int title = section.indexOf('\n') + 1;
        int arrow = section.indexOf("--->\n");
        String yaml = section.substring(title, arrow);
        return new Mistake(
                section.substring(0, title).strip(),
                yaml.startsWith(ONE_DATASET)
                        ? PROLOGUE + yaml.substring(ONE_DATASET.length()).indent(4)
                        : yaml,
                section.substring(arrow).replace("--->\n", "").strip());
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void tellsOf(Mistake mistake) {
        assertThatThrownBy(() -> ConfigLoader.parse("lamella.yaml", mistake.yaml()))
                .isInstanceOf(ConfigException.class)
                .hasMessage(mistake.problems());
    }
}

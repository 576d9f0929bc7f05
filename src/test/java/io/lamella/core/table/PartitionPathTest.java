package io.lamella.core.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PartitionPathTest {
    private static final Pattern ESCAPED = Pattern.compile("%([0-9A-F]{2})");

    @Test
    void escapesWhatPathsCannotHold() {
        assertThat(path("a/b=c%\n\"*:")).isEqualTo("name=a%2Fb%3Dc%25%0A%22%2A%3A");
        assertThat(path("\uFFFE")).isEqualTo("name=%EF%BF%BE");
    }

    @Test
    void lettersBeyondAsciiStandAsTheyAre() {
        assertThat(path("São Paulo")).isEqualTo("name=São Paulo");
        assertThat(path("東京/🗼")).isEqualTo("name=東京%2F🗼");
    }

    @Test
    void emptyTextStandsForNull() {
        assertThat(path("")).isEqualTo("name=__HIVE_DEFAULT_PARTITION__");
    }

    @Test
    void levelsAreFolders() {
        assertThat(new PartitionPath().add("a", "1").add("b c", "2")).hasToString("a=1/b c=2");
    }

    /// Hive, Spark and Trino take each escape for a character, DuckDB and Arrow for a byte of UTF-8.
    @Test
    void readersUnderstandIt() {
        var random = new SplittableRandom(3);
        for (int i = 0; i < 1000; i++) {
            var text = random.ints(1 + random.nextInt(8), 1, 0x3000)
                    .mapToObj(Character::toString)
                    .reduce("", String::concat);
            var value = path(text).substring("name=".length());

            assertThat(ESCAPED.matcher(value).replaceAll(PartitionPathTest::character))
                    .isEqualTo(text);
            assertThat(URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8))
                    .isEqualTo(text);
        }
    }

    private static String character(MatchResult escape) {
        return Matcher.quoteReplacement(Character.toString(Integer.parseInt(escape.group(1), 16)));
    }

    private static String path(String value) {
        return new PartitionPath().add("name", value).toString();
    }
}

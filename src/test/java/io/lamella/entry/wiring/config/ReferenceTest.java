package io.lamella.entry.wiring.config;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The tables of `configuration.md` are those of the schema, and its examples load.
class ReferenceTest {

    private static final Path REFERENCE = Path.of("src/docs/configuration.md");
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```yaml\n(.*?)```");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lake",
                "dataset",
                "format",
                "column",
                "bloomFilter",
                "sort",
                "partition",
                "badRows",
                "settle",
                "merge"
            })
    void hasTheTableOf(String map) throws IOException {
        String table = new LakeFileSchema()
                .keys(map).stream()
                        .map(ReferenceTest::row)
                        .collect(joining("\n", "| key | default | |\n|---|---|---|\n", "\n"));

        assertThat(Files.readString(REFERENCE)).contains(table);
    }

    private static String row(LakeFileSchema.Key key) {
        String standard = key.standard()
                .map(text -> text.length() > 2 && text.startsWith("\"") && !text.contains("\\")
                        ? text.substring(1, text.length() - 1)
                        : text)
                .map(text -> "`" + text + "`")
                .orElse(key.required() ? "required" : "");
        return "| `" + key.name() + "` | " + standard + " | " + key.description() + " |";
    }

    @Test
    void hasExamplesThatLoad() throws IOException {
        Matcher examples = EXAMPLE.matcher(Files.readString(REFERENCE));
        int found = 0;
        for (; examples.find(); found++) {
            assertThat(ConfigLoader.parse("configuration.md", examples.group(1)).datasets())
                    .isNotEmpty();
        }
        assertThat(found).isPositive();
    }
}

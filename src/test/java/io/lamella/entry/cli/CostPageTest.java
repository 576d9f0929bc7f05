package io.lamella.entry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The examples of `cost.md` are what the command prints. `-Dcost.update` writes them anew.
class CostPageTest {
    private static final Path PAGE = Path.of("src/docs/cost.md");
    private static final Pattern EXAMPLE = Pattern.compile("(?s)(```\n\\$ ./lamella ([^\n]*)\n)(.*?)```");

    @Test
    void printsWhatThePageShows() throws IOException {
        var page = Files.readString(PAGE);
        Matcher examples = EXAMPLE.matcher(page);
        var printed = new StringBuilder();
        int found = 0;
        for (; examples.find(); found++) {
            examples.appendReplacement(
                    printed, Matcher.quoteReplacement(examples.group(1) + "\n" + output(examples.group(2)) + "```"));
        }
        examples.appendTail(printed);
        if (System.getProperty("cost.update") != null) {
            Files.writeString(PAGE, printed);
        }

        assertThat(found).isGreaterThan(2);
        assertThat(Files.readString(PAGE))
                .as("the page, with -Dcost.update to write it anew")
                .isEqualTo(printed.toString());
    }

    private static String output(String arguments) {
        var out = new StringWriter();
        int exitCode = Lamella.commandLine(true).setOut(new PrintWriter(out)).execute(arguments.split(" ", -1));
        assertThat(exitCode).as(arguments).isZero();
        return out.toString().replace(System.lineSeparator(), "\n");
    }
}

package io.lamella.entry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class LamellaTest {
    @Test
    void readsOfAllCommandsOnlyTheOneThatIsCalled() {
        assertThat(commands("convert", "in.csv", "out.parquet")).containsExactly("convert");
    }

    @Test
    void readsAllCommandsWhereTheFirstArgumentIsNone() {
        var all = Lamella.commandLine(false).getSubcommands().keySet();

        assertThat(all).contains("convert", "merge", "run");
        assertThat(commands()).isEqualTo(all);
        assertThat(commands("--verbose", "convert")).isEqualTo(all);
        assertThat(commands("convrt")).isEqualTo(all);
    }

    @Test
    void knowsTheCommandByTheNameThatHelpGivesIt() {
        for (String name : Lamella.commandLine(false).getSubcommands().keySet()) {
            assertThat(commands(name)).containsExactly(name);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "demo --files 0                      | --files must be 1 or more but was 0",
                "demo --files -1                     | --files must be 1 or more but was -1",
                "demo --files many                   | '--files': must be a whole number but was `many`",
                "demo --files 3000000000             | '--files': 3000000000 is too big a number",
                "demo --ui-port 99999                | --ui-port must be 0 to 65535 but was 99999",
                "infer none.csv --rows -5            | --rows must be 1 or more but was -5",
                "run --root . --metrics-port 99999   | --metrics-port must be 0 to 65535 but was 99999",
                "run --root . --merge-delay -1       | --merge-delay must be 0 to 86400 seconds but was -1",
                "cost --objects x --bytes 1MB        | '--objects': must be a whole number but was `x`",
                "cost --objects 1 --bytes 0          | bytes must be positive but was 0",
                "cost --objects 1 --bytes 1 --request-millis x | '--request-millis': must be a number but was `x`",
            })
    void refusesNumbersOutOfRange(String words, String said) {
        var shown = Outcome.lamella((Object[]) words.split(" ", -1));

        assertThat(shown.exitCode()).as(shown.err()).isEqualTo(2);
        assertThat(shown.err()).contains(said);
    }

    @Test
    void takesHelpForTheOption() {
        assertThat(Main.helpMeant("help")).containsExactly("--help");
        assertThat(Main.helpMeant("help", "load")).containsExactly("load", "--help");
        assertThat(Main.helpMeant("load", "help")).containsExactly("load", "help");
        assertThat(Main.helpMeant()).isEmpty();
    }

    @Test
    void aDemoWhosePortIsTakenLeavesItsFolderAlone(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve(".lamella-demo"), "");
        var earlier = Files.writeString(folder.resolve("earlier"), "text");
        try (var taken = new ServerSocket(0, 0, InetAddress.ofLiteral("127.0.0.1"))) {
            int port = taken.getLocalPort();

            var shown = Outcome.lamella("demo", "--ui", "--ui-port", port, "--directory", folder);

            assertThat(shown.exitCode()).isEqualTo(2);
            assertThat(shown.err())
                    .startsWith("the page cannot be served on port " + port)
                    .contains("Choose a port that is free with --ui-port");
        }
        assertThat(earlier).exists();
    }

    private static Iterable<String> commands(String... arguments) {
        CommandLine line = Lamella.commandLineFor(List.of(arguments), false);
        return line.getSubcommands().keySet();
    }
}

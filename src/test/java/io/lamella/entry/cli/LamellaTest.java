package io.lamella.entry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
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

    private static Iterable<String> commands(String... arguments) {
        CommandLine line = Lamella.commandLineFor(List.of(arguments), false);
        return line.getSubcommands().keySet();
    }
}

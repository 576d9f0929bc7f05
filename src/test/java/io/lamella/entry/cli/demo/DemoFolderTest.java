package io.lamella.entry.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFolderTest {
    @TempDir
    Path scratch;

    @Test
    void removesWhatAnEarlierDemoLeft() throws IOException {
        var directory = scratch.resolve("demo");
        DemoFolder.prepare(directory).close();
        var left = Files.writeString(directory.resolve("landing/a.csv"), "id\n1\n");

        DemoFolder.prepare(directory).close();

        assertThat(left).doesNotExist();
        assertThat(directory.resolve("landing")).isEmptyDirectory();
    }

    @Test
    void removesNothingThatNoDemoMade() throws IOException {
        var mine = Files.writeString(scratch.resolve("mine"), "text");

        assertThatThrownBy(() -> DemoFolder.prepare(scratch))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("was not made by the demo");
        assertThat(mine).hasContent("text");
    }

    @Test
    void isHeldByOneDemoAtATime() throws IOException {
        var directory = scratch.resolve("demo");
        try (var _ = DemoFolder.prepare(directory)) {
            var landed = Files.writeString(directory.resolve("landing/a.csv"), "id\n1\n");

            assertThatThrownBy(() -> DemoFolder.prepare(directory))
                    .isInstanceOf(IOException.class)
                    .hasMessage(directory
                            + " is in use by another demo. Stop that one, or name another folder with --directory");
            assertThat(landed).exists();
        }
        DemoFolder.prepare(directory).close();
    }
}

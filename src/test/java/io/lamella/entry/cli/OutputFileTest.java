package io.lamella.entry.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
    @TempDir
    Path folder;

    @Test
    void isThereOnceItIsWhole() throws IOException {
        var out = Files.writeString(folder.resolve("out"), "old");

        try (var file = OutputFile.create(out)) {
            file.write(List.of(UTF_8.encode("new")));
            assertThat(out).hasContent("old");
            file.publish();
        }

        assertThat(out).hasContent("new");
        assertThat(names()).containsExactly("out");
    }

    @Test
    void isNotThereIfItIsNotPublished() throws IOException {
        try (var file = OutputFile.create(folder.resolve("out"))) {
            file.write(List.of(UTF_8.encode("half")));
        }

        assertThat(names()).isEmpty();
    }

    @Test
    void replacesWhatALinkLeadsTo() throws IOException {
        Files.createDirectory(folder.resolve("elsewhere"));
        var file = Files.writeString(folder.resolve("elsewhere/file"), "old");
        var link = Files.createSymbolicLink(folder.resolve("link"), file);

        write(link, "new");

        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("new");
    }

    @Test
    void createsWhatALinkLeadsTo() throws IOException {
        var link = Files.createSymbolicLink(folder.resolve("link"), Path.of("second"));
        Files.createSymbolicLink(folder.resolve("second"), Path.of("file"));

        write(link, "new");

        assertThat(link).isSymbolicLink();
        assertThat(folder.resolve("file")).hasContent("new");
        assertThat(names()).containsExactlyInAnyOrder("link", "second", "file");
    }

    @Test
    void isNotTheStandardOutput() {
        assertThatThrownBy(() -> OutputFile.create(Path.of("/dev/stdout")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is where the report goes");
    }

    @Test
    void writesToAPipeWithoutReplacingIt() throws Exception {
        var pipe = NamedPipe.in(folder);
        var read = CompletableFuture.supplyAsync(() -> cat(pipe));

        write(pipe, "text");

        assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo("text");
        assertThat(Files.isRegularFile(pipe, LinkOption.NOFOLLOW_LINKS)).isFalse();
        assertThat(names()).containsExactly("pipe");
    }

    private static void write(Path out, String text) throws IOException {
        try (var file = OutputFile.create(out)) {
            file.write(List.of(UTF_8.encode(text)));
            file.publish();
        }
    }

    private static String cat(Path pipe) {
        try {
            return Files.readString(pipe);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }
}

package io.lamella.cases;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// The folder of the cases: the system property `lamella.cases`, or the environment's `LAMELLA_CASES`, or
/// `../shared/cases` beside the project.
public record CasesFolder(Path path) {

    /// Skips the test where there is no such folder.
    public static CasesFolder find() {
        var place = Optional.ofNullable(System.getProperty("lamella.cases"))
                .or(() -> Optional.ofNullable(System.getenv("LAMELLA_CASES")))
                .map(Path::of)
                .orElse(Path.of("../shared/cases"));
        Assumptions.assumeTrue(
                Files.isRegularFile(place.resolve("INDEX.tsv")),
                () -> "no cases in " + place.toAbsolutePath().normalize() + "; name their folder by -Dlamella.cases");
        return new CasesFolder(place);
    }

    public List<Case> ofKind(String kind) throws IOException {
        try (Stream<String> lines = Files.lines(path.resolve("INDEX.tsv"))) {
            return lines.skip(1)
                    .map(line -> line.split("\t", -1))
                    .filter(cells -> cells[1].equals(kind))
                    .map(cells -> new Case(path.resolve(cells[0]), cells[3]))
                    .toList();
        }
    }

    /// @param tier A: every reader agrees; B: most do; C: malformed, or they differ
    public record Case(Path file, String tier) {
        Path oracle() {
            return file.resolveSibling(file.getFileName() + ".oracle.json");
        }
    }
}

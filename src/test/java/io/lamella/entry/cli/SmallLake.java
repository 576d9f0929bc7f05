package io.lamella.entry.cli;

import static io.lamella.entry.cli.Outcome.lamella;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// A lake in a folder, with two objects, one of which has a bad row.
abstract class SmallLake {
    static final String CONFIG = """
            lake:
              bucket: lake
              interval: 1s
            datasets:
              events:
                source: s3://landing/events/**
                format: csv
                freshness: 0s
                columns:
                  id: int64 required
                  price: decimal(10,2)
                  at: timestamp(millis)
                partitions:
                  - date: day(at)
            """;

    @TempDir
    static Path root;

    @TempDir
    Path scratch;

    /// Runs a command on the lake.
    static Outcome onLake(String command, Object what, String... more) {
        var args = new ArrayList<Object>(List.of(command, what, "--config", config(), "--root", root));
        args.addAll(List.of(more));
        return lamella(args.toArray());
    }

    static Path config() {
        return root.resolve("lamella.yaml");
    }

    static Path source(String name) {
        return root.resolve("landing/events").resolve(name);
    }

    @BeforeAll
    static void fillTheLake() throws IOException {
        Files.createDirectories(root.resolve("landing/events"));
        Files.writeString(config(), CONFIG);
        Files.writeString(source("a.csv"), "id,price,at\n1,1.50,2026-01-01T10:00:00Z\n2,-7,2026-01-01T11:00:00Z\n");
        Files.writeString(source("b.csv"), "id,price,at\n3,10.00,2026-01-01T12:00:00Z\n4,much,2026-01-01T12:00:00Z\n");
        FilledLake.fill(config(), root, 3);
    }

    /// A configuration whose columns cannot stand beside those of the table.
    Path withOtherColumns() throws IOException {
        return Files.writeString(
                scratch.resolve("changed.yaml"),
                CONFIG.replace("decimal(10,2)", "string").replace("id: int64", "id: int32"));
    }
}

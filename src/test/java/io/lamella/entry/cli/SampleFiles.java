package io.lamella.entry.cli;

import static io.lamella.entry.cli.Outcome.lamella;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// Files for the commands that need no lake: they read files of this machine and write one.
abstract class SampleFiles {
    private static final String CONFIG = """
            lake:
              bucket: lake
            datasets:
              events:
                source: s3://landing/events/**
                columns:
                  id: int64 required
                  price: decimal(10,2)
                  at: timestamp(millis)
            """;

    @TempDir
    static Path inputs;

    @TempDir
    Path scratch;

    @BeforeAll
    static void writeTheInputs() throws IOException {
        Files.writeString(config(), CONFIG);
        Files.writeString(input("a.csv"), "id,price,at\n1,1.50,2026-01-01T10:00:00Z\n2,-7,2026-01-01T11:00:00Z\n");
        Files.writeString(input("b.csv"), "id,price,at\n3,10.00,2026-01-01T12:00:00Z\n4,much,2026-01-01T12:00:00Z\n");
    }

    static Path config() {
        return input("lamella.yaml");
    }

    static Path input(String name) {
        return inputs.resolve(name);
    }

    static void convert(String name, Path out) throws IOException {
        lamella("convert", input(name), out, "--config", config(), "--dataset", "events");
    }

    static long rows(String name, Path folder) throws IOException {
        return lamella("inspect", folder.resolve(name), "--json")
                .json()
                .get("rows")
                .asLong();
    }
}

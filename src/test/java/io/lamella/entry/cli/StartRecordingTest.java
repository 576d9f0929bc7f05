package io.lamella.entry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartRecordingTest {
    private static final Map<String, String> SETTINGS =
            Map.of("aws.region", "us-east-1", "aws.accessKeyId", "none", "aws.secretAccessKey", "none");

    @Test
    void commandsFollowOneAnother() {
        assertThat(StartRecording.commands(List.of("convert", "a.csv", "--then", "load", "s3://a", "--then", "ddl")))
                .containsExactly(List.of("convert", "a.csv"), List.of("load", "s3://a"), List.of("ddl"));
    }

    @Test
    void whatIsServedIsLoadedFromS3(@TempDir Path folder) throws IOException {
        var csv = Files.writeString(folder.resolve("a.csv"), "id\n1\n2\n").toString();
        var parquet = folder.resolve("a.parquet").toString();
        var out = folder.resolve("out.csv");
        SETTINGS.forEach(System::setProperty);
        try {
            StartRecording.run(List.of(
                            List.of("convert", csv, parquet, "--columns", "id:int64"),
                            List.of("serve", parquet),
                            List.of("load", "s3://any/a.parquet", "-o", out.toString()))
                    .iterator());
        } finally {
            SETTINGS.keySet().forEach(System::clearProperty);
        }

        assertThat(out).hasContent("id\n1\n2\n");
        assertThat(System.getProperty(StartRecording.ENDPOINT)).isNull();
    }
}

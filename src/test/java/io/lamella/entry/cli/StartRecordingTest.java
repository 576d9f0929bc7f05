package io.lamella.entry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StartRecordingTest {
    @Test
    void commandsFollowOneAnother() {
        assertThat(StartRecording.commands(List.of("convert", "a.csv", "--then", "load", "s3://a", "--then", "ddl")))
                .containsExactly(List.of("convert", "a.csv"), List.of("load", "s3://a"), List.of("ddl"));
    }
}

package io.lamella.entry.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.adapter.s3.LocalS3;
import io.lamella.adapter.s3.S3Store;
import io.lamella.core.event.ByteRange;
import io.lamella.pipeline.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartRecordingTest {
    @Test
    void commandsFollowOneAnother() {
        assertThat(StartRecording.commands(List.of("convert", "a.csv", "--then", "load", "s3://a", "--then", "ddl")))
                .containsExactly(List.of("convert", "a.csv"), List.of("load", "s3://a"), List.of("ddl"));
    }

    @Test
    void whatIsServedIsFoundInS3(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("a.parquet"), "0123456789");
        try (var bucket = SampleBucket.of(file);
                var client = LocalS3.client(bucket.endpoint(), 1)) {
            var store = new S3Store(client, Runnable::run);

            var found = store.list("any", "a").collect().asList().await().indefinitely();

            assertThat(found).singleElement().satisfies(info -> {
                assertThat(info.location()).isEqualTo(new Location("any", "a.parquet"));
                assertThat(info.size()).isEqualTo(10);
                var some = store.read(info.location(), new ByteRange(2, 3), info.etag())
                        .await()
                        .indefinitely();
                assertThat(some).isEqualTo(UTF_8.encode("234"));
            });
        }
    }
}

package io.lamella.entry.lambda;

import static io.lamella.entry.lambda.Events.batch;
import static io.lamella.entry.lambda.Events.created;
import static io.lamella.entry.lambda.Events.message;
import static io.lamella.entry.lambda.LakeInMemory.A_MINUTE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.pipeline.MergeFailedException;
import io.lamella.pipeline.foreign.ForeignBucket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SweepHandlerTest {
    private final LakeInMemory lake = new LakeInMemory();

    @Test
    void asksForTheMergeThatWasForgotten() {
        var object = lake.land("a.csv", "id,name\n1,Ada\n");
        lake.ingest(Runnable::run).handleRequest(batch(message("a", created(object))), A_MINUTE);
        lake.pass(Duration.ofHours(2));

        var answer = lake.sweep().handleRequest(Map.of("source", "aws.events"), A_MINUTE);

        assertThat(answer).containsEntry("requested", 1).containsEntry("unclaimed", 0);
        assertThat(lake.mergeQueue.waiting()).hasSize(2);
        assertThat(lake.log())
                .anySatisfy(line -> assertThat(line).contains("\"event\":\"sweep\"", "\"requested\":1"))
                .anySatisfy(line -> assertThat(line)
                        .contains("\"event\":\"staged\"", "\"dataset\":\"events\"", "\"stagedAge\":7200"));
    }

    @Test
    void mergesTheFoldersOfOthersThatAreConfigured() {
        for (int i = 0; i < 5; i++) {
            lake.put("exports", "orders/" + i + ".parquet", ForeignBucket.file(i * 10, i * 10 + 10));
        }
        lake.put("exports", "orders/notes.txt", new byte[10]);
        lake.put("exports", "orders/broken.parquet", new byte[100]);
        lake.pass(Duration.ofHours(2));

        assertThat(lake.sweep().handleRequest(Map.of(), A_MINUTE))
                .containsEntry("mergedFiles", 5)
                .containsEntry("leftAlone", 2);
        assertThat(folders())
                .contains(
                        "\"level\":\"INFO\"",
                        "\"leftExamples\":[\"s3://exports/orders/broken.parquet: ",
                        "\"function\":\"folders\"",
                        "\"rows\":50",
                        "\"merges\":1,\"mergedFiles\":5",
                        "\"leftNotMeant\":1,\"leftUnreadable\":1,\"leftUnfit\":0,\"leftBusy\":0")
                // As metrics of the walk as a whole, whatever the folders are called.
                .contains(
                        "\"Dimensions\":[[\"function\"]]",
                        "{\"Name\":\"bytesBefore\",\"Unit\":\"Bytes\"}",
                        "{\"Name\":\"leftUnreadable\",\"Unit\":\"Count\"}")
                .doesNotContain("{\"Name\":\"failed\"");
    }

    private String folders() {
        return lake.log().stream()
                .filter(line -> line.contains("\"event\":\"folders\""))
                .reduce((one, other) -> one + "\n" + other)
                .orElseThrow();
    }

    @Test
    void failsOnceTheOtherFoldersAreDoneIfSomethingWentWrongInOne() {
        for (var folder : List.of("a/", "b/")) {
            lake.put("exports", folder + "1.parquet", ForeignBucket.file(0, 10));
            lake.put("exports", folder + "2.parquet", ForeignBucket.file(10, 20));
        }
        lake.put("exports", "a/_lamella-merge.json", "nothing that tells of a merge".getBytes(UTF_8));
        lake.pass(Duration.ofHours(2));

        assertThatThrownBy(() -> lake.sweep().handleRequest(Map.of(), A_MINUTE))
                .isInstanceOf(MergeFailedException.class)
                .hasMessageContaining("s3://exports/a/");
        assertThat(folders())
                .contains(
                        "\"level\":\"ERROR\"",
                        "\"failedFolders\":[\"s3://exports/a/: ",
                        "\"failed\":1",
                        "{\"Name\":\"failed\",\"Unit\":\"Count\"}",
                        "\"merges\":1,\"mergedFiles\":2");
        assertThat(lake.in("exports")).hasSize(4).anyMatch(key -> key.startsWith("b/merged-"));
    }
}

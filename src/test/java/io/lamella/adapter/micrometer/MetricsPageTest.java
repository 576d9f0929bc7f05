package io.lamella.adapter.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.core.event.MergeRequest;
import io.lamella.core.event.SliceTask;
import io.lamella.core.event.SourceObject;
import io.lamella.core.table.LedgerEntry;
import io.lamella.core.table.SliceId;
import io.lamella.pipeline.Compact;
import io.lamella.pipeline.Event;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.MergeOutcome;
import io.lamella.pipeline.MergeSummary;
import io.lamella.pipeline.StoreMeter.Reading;
import io.lamella.pipeline.StoreMeter.Request;
import io.lamella.pipeline.Subject;
import io.lamella.pipeline.Sweep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsPageTest {
    private final MetricsPage page = new MetricsPage(0);

    @AfterEach
    void close() {
        page.close();
    }

    private void merged(String dataset, long rows) {
        var task = SliceTask.whole(dataset, new SourceObject("landing", "a.csv", "etag", 7));
        var slice = new LedgerEntry(SliceId.of(task), "attempt", task.source(), task.range(), rows, 0);
        observe(
                new Subject.Partition(new MergeRequest(dataset, "")),
                new Event.Merged(new Compact.Report(1, 0, 1, List.of(slice), 0)));
    }

    private void swept(Duration age) {
        observe(
                new Subject.WholeLake(),
                new Event.Swept(
                        new Sweep.Report(0, 0, List.of(), 0, 0, 0, List.of(new Sweep.Waiting("events", 1, 10, age)))));
    }

    private void observe(Subject subject, Event.Result result) {
        var traffic = new Reading(Map.of(Request.PUT_OBJECT, 1L), 100, 50, 7);
        page.observer()
                .observe(new Event(subject, result, Instant.EPOCH, Duration.ofSeconds(1), traffic, Optional.empty()));
    }

    private String scraped() {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + page.port() + "/metrics"))
                    .build();
            return client.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void addsUpWhatHappened() {
        merged("events", 10);
        merged("events", 5);
        merged("orders", 1);

        assertThat(scraped())
                .contains(
                        "lamella_rows_total{dataset=\"events\",function=\"compact\"} 15.0",
                        "lamella_rows_total{dataset=\"orders\",function=\"compact\"} 1.0",
                        "lamella_through_bytes_total{dataset=\"events\",function=\"compact\"} 300.0",
                        "lamella_cost_dollars_total{dataset=\"orders\",function=\"compact\"} 5.0E-6");
    }

    @Test
    void showsHowThingsStandNow() {
        swept(Duration.ofMinutes(5));
        swept(Duration.ofMinutes(1));

        assertThat(scraped())
                .contains(
                        "lamella_staged_age_seconds{dataset=\"events\",function=\"sweep\"} 60.0",
                        "lamella_unclaimed{dataset=\"\",function=\"sweep\"} 0.0");
    }

    @Test
    void showsWhatBecameOfFoldersOfOthers() {
        var merged = new MergeOutcome.Merged(new Location("exports", "a/merged"), 7, 70, 7_000, 900, 0);
        var broken = new MergeOutcome.Left(new Location("exports", "a/b"), MergeOutcome.Why.UNREADABLE, "broken");
        var failed = new MergeOutcome.Failed(new Location("exports", "c/"), new IllegalStateException("x"));
        walked(merged, broken, broken, failed);
        walked(merged, broken);

        assertThat(scraped())
                .contains(
                        "lamella_merges_total{dataset=\"\",function=\"folders\"} 2.0",
                        "lamella_merged_files_total{dataset=\"\",function=\"folders\"} 14.0",
                        "lamella_bytes_before_bytes_total{dataset=\"\",function=\"folders\"} 14000.0",
                        "lamella_bytes_after_bytes_total{dataset=\"\",function=\"folders\"} 1800.0",
                        "lamella_copied_bytes_total{dataset=\"\",function=\"folders\"} 14.0",
                        "lamella_failed_total{dataset=\"\",function=\"folders\"} 1.0",
                        "lamella_left_unreadable{dataset=\"\",function=\"folders\"} 1.0",
                        "lamella_left_unfit{dataset=\"\",function=\"folders\"} 0.0");
    }

    private void walked(MergeOutcome... outcomes) {
        var summary = MergeSummary.NOTHING;
        for (var outcome : outcomes) {
            summary = summary.plus(outcome);
        }
        observe(new Subject.FoldersOfOthers(), new Event.FoldersMerged(summary));
    }

    @Test
    void saysThatAPortIsTaken() {
        assertThatThrownBy(() -> new MetricsPage(page.port()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("port " + page.port())
                .hasMessageContaining("Choose one that is free");
    }
}

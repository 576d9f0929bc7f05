package io.lamella.pipeline;

import static io.lamella.pipeline.CompressedObjects.gzip;
import static io.lamella.pipeline.CompressedObjects.randomRows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.lamella.core.event.RestartPoint;
import io.lamella.core.event.SliceTask;
import io.lamella.core.table.Receipt.Outcome;
import io.lamella.pipeline.FaultyStore.Call;
import io.lamella.pipeline.FaultyStore.When;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/// Surveys of compressed objects that take one worker too long.
class SurveyHandOverTest extends SlicedLake {
    /// Whose time is up after some buffers.
    private static BooleanSupplier timeFor(int buffers) {
        var asked = new AtomicInteger();
        return () -> asked.getAndIncrement() >= buffers;
    }

    /// Three members of some buffers each, in which more is put than in one.
    private static byte[] threeMembers() {
        var text = randomRows(40_000);
        int third = text.length() / 3;
        return gzip(text.substring(0, third), text.substring(third, 2 * third), text.substring(2 * third));
    }

    private SliceTask landLong() {
        sliceBy(50_000);
        return lake.land("long.csv.gz", threeMembers());
    }

    private List<SliceTask> slicesOf(SliceTask whole) {
        return receipt(whole).orElseThrow().slices();
    }

    @Test
    void aSurveyThatTakesTooLongIsGoneOnWithByOthers() {
        var whole = landLong();
        convert(whole);
        var atOnce = slicesOf(whole);
        var again = lake.land("again.csv.gz", threeMembers());
        tellOf(again);
        int legs = 0;
        while (lake.slices.size() == 1) {
            legs++;
            assertThat(lake.handle(lake.slices.removeFirst(), lake.stages(), timeFor(3))
                            .isEmpty())
                    .as("whether leg %d did not come to the end", legs)
                    .isEqualTo(receipt(again).isEmpty());
            assertThat(lake.list("surveys/")).hasSize(receipt(again).isEmpty() ? 1 : 0);
        }

        assertThat(legs).isEqualTo(3);
        assertThat(slicesOf(again))
                .extracting(SliceTask::range, slice -> slice.cut().orElseThrow(), SurveyHandOverTest::from)
                .containsExactlyElementsOf(atOnce.stream()
                        .map(slice -> tuple(slice.range(), slice.cut().orElseThrow(), from(slice)))
                        .toList());
        workOff();
        lake.compact();
        assertThat(lake.ids()).hasSize(2 * 40_000);
        assertSound();
    }

    private static RestartPoint from(SliceTask slice) {
        return slice.compressed().orElseThrow().from();
    }

    @Test
    void aSurveyThatComesNoFurtherSaysSo() {
        var whole = landLong();
        tellOf(whole);
        lake.handle(lake.slices.removeFirst(), lake.stages(), timeFor(1));
        var survey = lake.slices.removeFirst();
        var kept = lake.list("surveys/");

        assertThatThrownBy(() -> lake.handle(survey, lake.stages(), timeFor(1)))
                .isInstanceOf(UnhandledMessageException.class)
                .hasStackTraceContaining("the survey of s3://landing/long.csv.gz came no further than byte ")
                .hasStackTraceContaining("decompression has to begin at byte 0 of the object");
        assertThat(lake.slices).isEmpty();
        assertThat(receipt(whole)).isEmpty();
        assertThat(lake.list("surveys/")).isEqualTo(kept);

        lake.handle(survey, lake.stages());
        assertThat(receipt(whole)).isPresent();
    }

    @Test
    void whoComesLessFarThanAnotherLeavesTheSurveyToIt() {
        var whole = landLong();
        tellOf(whole);
        var survey = lake.slices.removeFirst();
        faulty.once(When.BEFORE, Call.PUT, "surveys/", () -> {
            lake.store = lake.memory;
            lake.handle(survey, lake.stages(), timeFor(3));
            lake.store = faulty;
        });
        lake.store = faulty;

        lake.handle(survey, lake.stages(), timeFor(1));

        assertThat(lake.slices).as("both ask for more").containsExactly(survey, survey);
        // Who has as little time as the first, and goes on from what the other found, comes no further.
        assertThatThrownBy(() -> lake.handle(survey, lake.stages(), timeFor(1)))
                .hasStackTraceContaining("came no further");
        workOff();
        lake.compact();
        assertThat(lake.ids()).hasSize(40_000).doesNotHaveDuplicates();
        assertSound();
    }

    @Test
    void whatIsDamagedBehindTheEndOfALegIsRefused() {
        var object = threeMembers();
        object[object.length - 5] ^= 1;
        sliceBy(50_000);
        var whole = lake.land("long.csv.gz", object);
        tellOf(whole);
        lake.handle(lake.slices.removeFirst(), lake.stages(), timeFor(4));
        assertThat(receipt(whole)).isEmpty();

        assertThatThrownBy(this::workOff).hasStackTraceContaining("the checksum of the member is wrong");
        assertThat(receipt(whole).orElseThrow().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(lake.list("staged/")).isEmpty();
    }
}

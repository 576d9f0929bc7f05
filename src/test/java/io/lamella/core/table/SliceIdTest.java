package io.lamella.core.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.event.ByteRange;
import io.lamella.core.event.Compressed;
import io.lamella.core.event.RestartPoint;
import io.lamella.core.event.SliceTask;
import io.lamella.core.event.SourceObject;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SliceIdTest {
    private static final SliceTask WHOLE = SliceTask.whole("t", new SourceObject("landing", "a.gz", "e", 100));

    private static SliceTask text(ByteRange range, RestartPoint from) {
        return new SliceTask(
                "t", WHOLE.source(), range, Optional.of(new Compressed(from, 10)), Optional.empty(), Optional.empty());
    }

    @Test
    void aRangeOfTextIsNoRangeOfBytesHoweverLongTheTextIs() {
        assertThat(SliceId.of(text(WHOLE.range(), RestartPoint.START))).isNotEqualTo(SliceId.of(WHOLE));
    }

    @Test
    void theSameTextIsTheSameSliceWhereverDecompressionBegins() {
        var range = new ByteRange(50, 60);

        assertThat(SliceId.of(text(range, RestartPoint.START)))
                .isEqualTo(SliceId.of(text(range, new RestartPoint.Member(20, 40))))
                .isNotEqualTo(SliceId.of(text(range, RestartPoint.START).in("trial")));
    }
}

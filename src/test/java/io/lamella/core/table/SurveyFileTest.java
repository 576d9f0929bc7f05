package io.lamella.core.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.decode.CompressedSurvey;
import io.lamella.core.decode.Survey;
import io.lamella.core.decode.SurveyProgress;
import io.lamella.core.decode.TextState;
import io.lamella.core.event.RestartPoint;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SurveyFileTest {
    private static final RestartPoint.Member STREAM = new RestartPoint.Member(20, 190);
    private static final RestartPoint BLOCK = new RestartPoint.Block(STREAM, 8_003, 900_190, 9, 0xF0E1D2C3);
    private static final List<CompressedSurvey.Start> STARTS = List.of(
            new CompressedSurvey.Start(new Survey.RowStart(8, 2), RestartPoint.START, 70),
            new CompressedSurvey.Start(new Survey.RowStart(200, 9), STREAM, 71),
            new CompressedSurvey.Start(new Survey.RowStart(1_000_000, 77), BLOCK, 72));

    @Test
    void readsASurveyThatWasWritten() {
        var survey = new CompressedSurvey(5_000_000_000L, STARTS);

        var file = SurveyFile.write(survey);

        assertThat(SurveyFile.readCompressed(file)).isEqualTo(survey);
        assertThat(StandardCharsets.UTF_8.decode(file).toString())
                .as("to older versions, a block is the stream that it is in")
                .contains("\"restart\":20,\"restartText\":190,\"block\":{\"bit\":8003,");
    }

    @Test
    void readsProgressThatWasWritten() {
        var reached = new Survey.Place(1_000_100, 78, TextState.QUOTE_SEEN, true);
        var progress = new SurveyProgress(STARTS, reached, BLOCK, 73);

        assertThat(SurveyFile.readProgress(SurveyFile.write(progress))).isEqualTo(progress);
    }
}

package io.lamella.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.core.event.IngestMessage.Notified;
import io.lamella.core.event.IngestMessage.Slice;
import io.lamella.core.event.IngestMessage.Survey;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {

    private static final SliceTask TASK = new SliceTask(
            "orders",
            new SourceObject("landing", "in/a \"b\" + 日.csv", "d41d-3", 5_497_558_138_880L),
            new ByteRange(5_000_000_000L, 67_108_864),
            Optional.empty());

    private static final MergeRequest REQUEST = new MergeRequest("orders", "country=Österreich/day=2026-01-01");

    @Test
    void readsASliceThatWasWritten() {
        assertThat(Messages.readIngest(Messages.write(TASK))).isEqualTo(new Slice(TASK));
    }

    @Test
    void readsAnEmptySlice() {
        SliceTask empty = SliceTask.whole("orders", new SourceObject("landing", "empty.csv", "e", 0));

        assertThat(Messages.readIngest(Messages.write(empty))).isEqualTo(new Slice(empty));
    }

    @Test
    void readsASliceOfAnObjectThatWasCut() {
        Cut cut = new Cut(77, "\u00EF\u00BB\u00BFid,\"n\"\r\n", 1);
        SliceTask slice = new SliceTask("orders", TASK.source(), TASK.range(), Optional.of(cut));

        assertThat(Messages.readIngest(Messages.write(slice))).isEqualTo(new Slice(slice));
    }

    @Test
    void readsASurveyThatWasWritten() {
        SliceTask whole = SliceTask.whole("orders", new SourceObject("landing", "a.csv", "e", 100));
        SurveyTask last =
                SurveyTask.first(whole, new Cut(2, "id\n", 1), 30, "0f").of(3);

        assertThat(last.range()).isEqualTo(new ByteRange(90, 10));
        assertThat(Messages.readIngest(Messages.write(last))).isEqualTo(new Survey(last));
        assertThat(malformed(Messages.write(last.of(4)))).contains("stretch must be less than 4 but was 4");
        assertThat(malformed(Messages.write(TASK).replace("\"slice\"", "\"survey\"")))
                .contains("sliceBytes");
    }

    @Test
    void readsAVerdictThatWasWritten() {
        var whole = SliceTask.whole("orders", TASK.source());
        var verdict = new VerdictTask(
                whole, "trial-1", VerdictTask.Ending.REFUSED, Optional.of("line 7: \"x\""), "0f", "attempt-9");
        var gone = new VerdictTask(whole, "trial-1", VerdictTask.Ending.GONE, Optional.empty(), "0f", "attempt-9");
        var message = Messages.write(verdict);

        assertThat(Messages.readIngest(message)).isEqualTo(new IngestMessage.Verdict(verdict));
        assertThat(Messages.readIngest(Messages.write(gone))).isEqualTo(new IngestMessage.Verdict(gone));
        assertThat(malformed(message.replace("REFUSED", "CUT")))
                .isEqualTo("outcome must be one of [REFUSED, GONE, SUPERSEDED] but was CUT");
        assertThat(malformed(message.replace("\"trial\":", "\"other\":"))).contains("trial must be a text");
    }

    @Test
    void readsASliceOfTheTextOfACompressedObject() {
        var compressed = new Compressed(new RestartPoint.Member(3, 70), 5);
        SliceTask slice = new SliceTask(
                "orders",
                TASK.source(),
                new ByteRange(1_000, 500),
                Optional.of(compressed),
                Optional.of(new Cut(77, "id\n", 1)),
                Optional.of("trial"));
        var message = Messages.write(slice);

        assertThat(Messages.readIngest(message)).isEqualTo(new Slice(slice));
        assertThat(message).as("to older versions, it is no slice of bytes").contains("\"type\":\"compressedSlice\"");
        assertThat(malformed(message.replace("\"text\":70", "\"text\":-1"))).contains("text must be");
        assertThat(malformed(message.replace("{\"offset\":3,", "{\"offset\":8999999999999,")))
                .contains("where in " + TASK.source().uri() + " decompression begins");
        assertThat(malformed(message.replace("\"compressed\":", "\"other\":"))).contains("decompression begins");
    }

    @Test
    void readsASliceThatBeginsAtABlock() {
        var stream = new RestartPoint.Member(3, 70);
        var block = new RestartPoint.Block(stream, 8_000_003, 900_070, 9, 0xF0E1D2C3);
        SliceTask slice = new SliceTask(
                "orders",
                TASK.source(),
                new ByteRange(1_000_000, 500),
                Optional.of(new Compressed(block, 5)),
                Optional.of(new Cut(77, "id\n", 1)),
                Optional.empty());
        var message = Messages.write(slice);

        assertThat(Messages.readIngest(message)).isEqualTo(new Slice(slice));
        assertThat(message)
                .as("to older versions, it begins with the stream")
                .contains("\"compressed\":{\"offset\":3,\"text\":70,\"block\":{");
        assertThat(malformed(message.replace("\"level\":9", "\"level\":10"))).contains("level must be 1 to 9");
        assertThat(malformed(message.replace("\"checksum\":", "\"checksum\":9")))
                .contains("checksum");
        assertThat(malformed(message.replace("\"bit\":8000003", "\"bit\":43980465111048")))
                .contains("decompression begins");
    }

    @Test
    void readsASurveyOfACompressedObject() {
        SliceTask whole = SliceTask.whole("orders", new SourceObject("landing", "a.csv.gz", "e", 100));
        SurveyTask survey = SurveyTask.ofCompressed(whole, new Cut(2, "id\n", 1), 30, "0f");

        assertThat(survey.stretches()).isEqualTo(1);
        assertThat(survey.range()).isEqualTo(new ByteRange(0, 100));
        assertThat(Messages.readIngest(Messages.write(survey))).isEqualTo(new Survey(survey));
    }

    @Test
    void readsAMergeRequestThatWasWritten() {
        assertThat(Messages.readMerge(Messages.write(REQUEST))).isEqualTo(REQUEST);
    }

    @Test
    void readsAMergeRequestOfATableWithoutPartitions() {
        MergeRequest request = new MergeRequest("orders", "");

        assertThat(Messages.readMerge(Messages.write(request))).isEqualTo(request);
    }

    @Test
    void saysItsVersion() {
        assertThat(Messages.write(new MergeRequest("orders", "day=1")))
                .isEqualTo("{\"lamella\":1,\"type\":\"merge\",\"dataset\":\"orders\",\"partition\":\"day=1\"}");
    }

    @Test
    void skipsWhatALaterVersionAdds() {
        String later = Messages.write(REQUEST).replace("{\"lamella\":1", "{\"lamella\":1,\"priority\":{\"of\":7}");

        assertThat(Messages.readMerge(later)).isEqualTo(REQUEST);
    }

    @Test
    void takesWhatIsNotItsOwnForANotification() {
        assertThat(Messages.readIngest("{\"Records\":[]}"))
                .isInstanceOfSatisfying(
                        Notified.class,
                        notified ->
                                assertThat(notified.notification().ignored()).hasSize(1));
        assertThat(malformed("hello")).isEqualTo("it is not a JSON object");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"lamella\":1           | \"lamella\":2           | lamella must be 1, the version of the message, but was 2",
                "\"lamella\":1           | \"lamella\":\"1\"       | lamella must be 1, the version of the message, but was \"1\"",
                "\"type\":\"slice\"      | \"type\":\"merge\"      | type must be slice but was \"merge\"",
                "\"dataset\":\"orders\"  | \"dataset\":\"\"        | dataset must be a text and not empty",
                "\"bucket\":\"landing\"  | \"bucket\":7            | bucket must be a text and not empty",
                "\"offset\":5000000000   | \"offset\":-1           | offset must be a number of bytes but was -1",
                "\"length\":67108864     | \"length\":null         | length must be a number of bytes but was null",
            })
    void refusesASliceThatIsNone(String right, String wrong, String reason) {
        String body = Messages.write(TASK);
        assertThat(body).contains(right);

        assertThat(malformed(body.replace(right, wrong))).isEqualTo(reason);
    }

    @Test
    void refusesASliceBeyondTheEndOfItsObject() {
        SliceTask beyond = new SliceTask(
                "orders",
                new SourceObject("landing", "k", "e", 10),
                new ByteRange(Long.MAX_VALUE - 1, 10),
                Optional.empty());

        assertThat(malformed(Messages.write(beyond))).contains("must lie within the 10 bytes of s3://landing/k");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hello", "[]", "{}", "{\"lamella\":1}", "{\"lamella\":1,\"type\":\"merge\",\"dataset\":\"d\"}"})
    void refusesAMergeRequestThatIsNone(String body) {
        assertThatThrownBy(() -> Messages.readMerge(body)).isInstanceOf(MalformedMessageException.class);
    }

    private static String malformed(String body) {
        Notified notified = (Notified) Messages.readIngest(body);
        assertThat(notified.notification().created()).isEmpty();
        assertThat(notified.notification().malformed()).hasSize(1);
        return notified.notification().malformed().getFirst().reason();
    }
}

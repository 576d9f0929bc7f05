package io.lamella.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamella.core.event.Notification;
import io.lamella.core.event.Notifications;
import io.lamella.core.event.ObjectCreated;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Real notifications, each with an oracle that lists what it asks for.
///
/// The cases are not part of the project. Where they lie is said by the system property `lamella.cases`, or else by
/// `LAMELLA_CASES` in the environment, or else it is `../shared/cases`.
class EventCasesTest {

    private static final String ORACLE = ".oracle.json";

    @TestFactory
    Stream<DynamicTest> readsWhatTheOracleReads() throws IOException {
        Path folder = folder();
        if (!Files.isDirectory(folder)) {
            String reason = "no cases in " + folder + "; name their folder by -Dlamella.cases";
            return Stream.of(DynamicTest.dynamicTest(reason, () -> Assumptions.abort(reason)));
        }
        List<Path> oracles;
        try (Stream<Path> files = Files.walk(folder.resolve("events"))) {
            oracles = files.filter(file -> file.toString().endsWith(ORACLE))
                    .sorted()
                    .toList();
        }
        assertThat(oracles).isNotEmpty();
        return oracles.stream()
                .map(oracle -> DynamicTest.dynamicTest(folder.relativize(oracle).toString(), () -> check(oracle)));
    }

    private static Path folder() {
        String configured = System.getProperty("lamella.cases", System.getenv("LAMELLA_CASES"));
        return configured == null ? Path.of("..", "shared", "cases").toAbsolutePath() : Path.of(configured);
    }

    private static void check(Path oracleFile) throws IOException {
        JsonNode oracle = new ObjectMapper().readTree(oracleFile.toFile());
        Notification notification = Notifications.read(
                Files.readString(oracleFile.resolveSibling(oracle.get("file").textValue())));

        assertSoftly(softly -> {
            softly.assertThat(notification.created())
                    .as("to ingest")
                    .isEqualTo(records(oracle, "create")
                            .map(EventCasesTest::created)
                            .toList());
            softly.assertThat(notification.created())
                    .hasSize(oracle.get("to_ingest").size());
            softly.assertThat(notification.ignored()).as("ignored").hasSameSizeAs(ignored(oracle));
            softly.assertThat(notification.malformed()).as("malformed").hasSize(malformed(oracle));
        });
    }

    private static Stream<JsonNode> records(JsonNode oracle, String kind) {
        return StreamSupport.stream(oracle.get("records").spliterator(), false)
                .filter(record -> kind.equals(record.path("kind").textValue()));
    }

    private static ObjectCreated created(JsonNode record) {
        return new ObjectCreated(
                record.get("bucket").textValue(),
                record.get("key").textValue(),
                Optional.ofNullable(record.get("eTag").textValue()),
                record.get("size").isNull()
                        ? OptionalLong.empty()
                        : OptionalLong.of(record.get("size").longValue()),
                Optional.ofNullable(record.get("sequencer").textValue()));
    }

    /// Records about something else, test events, and lists of no records.
    private static List<JsonNode> ignored(JsonNode oracle) {
        return Stream.concat(
                        Stream.concat(records(oracle, "other"), records(oracle, "remove")),
                        StreamSupport.stream(oracle.get("wrappers").spliterator(), false)
                                .filter(wrapper ->
                                        List.of("s3:TestEvent", "Records empty").contains(wrapper.textValue())))
                .toList();
    }

    /// Records with a problem, and one for what is no event at all.
    private static int malformed(JsonNode oracle) {
        long problems = StreamSupport.stream(oracle.get("records").spliterator(), false)
                .filter(record -> record.has("problem"))
                .count();
        long unknown = StreamSupport.stream(oracle.get("wrappers").spliterator(), false)
                .filter(wrapper -> wrapper.textValue().equals("no Records, no known wrapper"))
                .count();
        return Math.toIntExact(problems + unknown);
    }
}

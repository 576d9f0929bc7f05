package io.lamella.core.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamella.core.decode.CompressedSurvey;
import io.lamella.core.decode.Survey;
import io.lamella.core.decode.SurveyProgress;
import io.lamella.core.decode.TextState;
import io.lamella.core.event.RestartPoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;

/// A survey as JSON, as it is kept until its object is cut, and how far one has come that is not done.
public final class SurveyFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RESTART = "restart";
    private static final String RESTART_TEXT = "restartText";

    private SurveyFile() {}

    public static ByteBuffer write(Survey survey) {
        var json = JSON.createObjectNode()
                .put("lamella", 1)
                .put("length", survey.length())
                .put("lines", survey.lines())
                .put("beginsWithLineFeed", survey.beginsWithLineFeed())
                .put("endsWithCarriageReturn", survey.endsWithCarriageReturn());
        var paths = json.putObject("paths");
        survey.paths()
                .forEach((from, path) -> paths.putObject(from.name())
                        .put("end", path.end().name())
                        .put("rowStart", path.rowStart())
                        .put("linesBefore", path.linesBefore()));
        return StandardCharsets.UTF_8.encode(json.toString());
    }

    public static ByteBuffer write(CompressedSurvey survey) {
        var json = JSON.createObjectNode().put("lamella", 1).put("textBytes", survey.textBytes());
        write(survey.starts(), json);
        return StandardCharsets.UTF_8.encode(json.toString());
    }

    public static ByteBuffer write(SurveyProgress progress) {
        var reached = progress.reached();
        var json = JSON.createObjectNode()
                .put("lamella", 1)
                .put("offset", reached.offset())
                .put("line", reached.line())
                .put("state", reached.state().name())
                .put("lineEnds", reached.lineEnds())
                .put("bytes", progress.bytes());
        RestartPoints.write(progress.from(), json, RESTART, RESTART_TEXT);
        write(progress.starts(), json);
        return StandardCharsets.UTF_8.encode(json.toString());
    }

    private static void write(List<CompressedSurvey.Start> starts, ObjectNode json) {
        var array = json.putArray("starts");
        for (var start : starts) {
            var element = array.addObject()
                    .put("offset", start.row().offset())
                    .put("line", start.row().line())
                    .put("bytes", start.bytes());
            RestartPoints.write(start.from(), element, RESTART, RESTART_TEXT);
        }
    }

    public static CompressedSurvey readCompressed(ByteBuffer text) {
        var json = tree(text);
        return new CompressedSurvey(json.path("textBytes").asLong(), starts(json));
    }

    public static SurveyProgress readProgress(ByteBuffer text) {
        var json = tree(text);
        var reached = new Survey.Place(
                json.path("offset").asLong(),
                json.path("line").asLong(),
                TextState.valueOf(json.path("state").asText()),
                json.path("lineEnds").asBoolean());
        return new SurveyProgress(
                starts(json),
                reached,
                RestartPoints.read(json, RESTART, RESTART_TEXT),
                json.path("bytes").asLong());
    }

    private static List<CompressedSurvey.Start> starts(JsonNode json) {
        var starts = new ArrayList<CompressedSurvey.Start>();
        for (var start : json.path("starts")) {
            starts.add(new CompressedSurvey.Start(
                    new Survey.RowStart(
                            start.path("offset").asLong(), start.path("line").asLong()),
                    RestartPoints.read(start, RESTART, RESTART_TEXT),
                    start.path("bytes").asLong()));
        }
        return starts;
    }

    public static Survey read(ByteBuffer text) {
        return read(tree(text));
    }

    private static JsonNode tree(ByteBuffer text) {
        try {
            return JSON.readTree(StandardCharsets.UTF_8.decode(text.duplicate()).toString());
        } catch (IOException e) {
            throw new UncheckedIOException("a survey is not JSON: " + e.getMessage(), e);
        }
    }

    private static Survey read(JsonNode json) {
        var paths = new EnumMap<TextState, Survey.Path>(TextState.class);
        for (var from : TextState.values()) {
            var path = json.path("paths").path(from.name());
            paths.put(
                    from,
                    new Survey.Path(
                            TextState.valueOf(path.path("end").asText()),
                            path.path("rowStart").asLong(),
                            path.path("linesBefore").asLong()));
        }
        return new Survey(
                json.path("length").asLong(),
                json.path("lines").asLong(),
                json.path("beginsWithLineFeed").asBoolean(),
                json.path("endsWithCarriageReturn").asBoolean(),
                paths);
    }
}

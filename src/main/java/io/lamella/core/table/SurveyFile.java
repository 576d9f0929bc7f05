package io.lamella.core.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamella.core.decode.CompressedSurvey;
import io.lamella.core.decode.Survey;
import io.lamella.core.decode.TextState;
import io.lamella.core.event.RestartPoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;

/// A survey as JSON, as it is kept until its object is cut.
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
        var file = JSON.createObjectNode().put("lamella", 1).put("textBytes", survey.textBytes());
        var starts = file.putArray("starts");
        for (var start : survey.starts()) {
            var json = starts.addObject()
                    .put("offset", start.row().offset())
                    .put("line", start.row().line())
                    .put("bytes", start.bytes());
            RestartPoints.write(start.from(), json, RESTART, RESTART_TEXT);
        }
        return StandardCharsets.UTF_8.encode(file.toString());
    }

    public static CompressedSurvey readCompressed(ByteBuffer text) {
        var json = tree(text);
        var starts = new ArrayList<CompressedSurvey.Start>();
        for (var start : json.path("starts")) {
            starts.add(new CompressedSurvey.Start(
                    new Survey.RowStart(
                            start.path("offset").asLong(), start.path("line").asLong()),
                    RestartPoints.read(start, RESTART, RESTART_TEXT),
                    start.path("bytes").asLong()));
        }
        return new CompressedSurvey(json.path("textBytes").asLong(), starts);
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

package io.lamella.core.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamella.core.decode.Survey;
import io.lamella.core.decode.TextState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;

/// A survey as JSON, as it is kept until all stretches of its object are surveyed.
public final class SurveyFile {
    private static final ObjectMapper JSON = new ObjectMapper();

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

    public static Survey read(ByteBuffer text) {
        try {
            return read(JSON.readTree(
                    StandardCharsets.UTF_8.decode(text.duplicate()).toString()));
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

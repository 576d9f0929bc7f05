package io.lamella.entry.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.lamella.entry.Version;
import jakarta.inject.Named;
import java.util.Map;

/// Answers which version is deployed, whatever it is asked.
@Named("about")
public final class About implements RequestHandler<Map<String, Object>, Map<String, String>> {

    @Override
    public Map<String, String> handleRequest(Map<String, Object> anything, Context context) {
        return Map.of("version", Version.current());
    }
}

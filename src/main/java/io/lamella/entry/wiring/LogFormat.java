package io.lamella.entry.wiring;

import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/// Whether the log is JSON: in a function always, elsewhere if `LAMELLA_LOG` is `json`. Quarkus asks before anything is logged.
public final class LogFormat implements ConfigSource {
    private static final String JSON_ENABLED = "quarkus.log.console.json.enabled";

    /// Below the environment and system properties, above application.properties.
    private static final int ORDINAL = 275;

    /// Whether a process that is no function was asked for JSON.
    public static boolean isJson() {
        return "json".equalsIgnoreCase(System.getenv("LAMELLA_LOG"));
    }

    @Override
    public Set<String> getPropertyNames() {
        return Set.of(JSON_ENABLED);
    }

    @Override
    public @Nullable String getValue(String name) {
        return name.equals(JSON_ENABLED)
                ? Boolean.toString(isJson() || System.getenv("AWS_LAMBDA_RUNTIME_API") != null)
                : null;
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }

    @Override
    public String getName() {
        return "Lamella's log format";
    }
}

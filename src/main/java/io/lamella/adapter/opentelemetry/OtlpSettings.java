package io.lamella.adapter.opentelemetry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Where spans go and which are kept, as the variables say that all SDKs of OpenTelemetry read. Of these it knows the ones below;
/// the class knows nothing of OpenTelemetry, so that it costs nothing to ask whether there is anything to trace.
///
/// See [OTLP exporter
/// configuration](https://opentelemetry.io/docs/languages/sdk-configuration/otlp-exporter/) and [general SDK
/// configuration](https://opentelemetry.io/docs/languages/sdk-configuration/general/).
///
/// @param endpoint takes the spans
/// @param headers of each request, such as a key
/// @param timeout of each request
/// @param sampler the standard's name of it
/// @param samplerArgument a ratio; empty for 1
/// @param resource what is said of this process, by the standard's names
public record OtlpSettings(
        URI endpoint,
        Map<String, String> headers,
        Duration timeout,
        String sampler,
        Optional<String> samplerArgument,
        Map<String, String> resource) {

    static final String SAMPLER = "OTEL_TRACES_SAMPLER";
    static final String SAMPLER_ARGUMENT = "OTEL_TRACES_SAMPLER_ARG";

    private static final String EXPORTER = "OTEL_TRACES_EXPORTER";
    private static final String OTLP = "OTEL_EXPORTER_OTLP_";
    private static final String OTLP_TRACES = "OTEL_EXPORTER_OTLP_TRACES_";
    private static final String PROTOCOL = "http/protobuf";
    private static final String DEFAULT_ENDPOINT = "http://localhost:4318";

    public OtlpSettings {
        headers = Map.copyOf(headers);
        resource = Map.copyOf(resource);
    }

    /// Empty if nothing is to be traced: unless an exporter or an endpoint is named.
    ///
    /// @param environment the variables of the process
    public static Optional<OtlpSettings> of(Map<String, String> environment) {
        // The standard takes an empty value for none.
        var variables = new HashMap<>(environment);
        variables.values().removeIf(String::isBlank);
        return isOn(variables) ? Optional.of(read(variables)) : Optional.empty();
    }

    private static boolean isOn(Map<String, String> variables) {
        if ("true".equalsIgnoreCase(variables.get("OTEL_SDK_DISABLED"))) {
            return false;
        }
        var exporter = Optional.ofNullable(variables.get(EXPORTER));
        exporter.filter(name -> !name.equals("otlp") && !name.equals("none")).ifPresent(other -> {
            throw new TraceSettingException(EXPORTER, "otlp or none", other);
        });
        return exporter.map(name -> name.equals("otlp"))
                .orElseGet(() -> ofTraces(variables, "ENDPOINT").isPresent());
    }

    private static OtlpSettings read(Map<String, String> variables) {
        ofTraces(variables, "PROTOCOL").filter(other -> !other.equals(PROTOCOL)).ifPresent(other -> {
            throw new TraceSettingException(OTLP + "PROTOCOL", PROTOCOL, other);
        });
        return new OtlpSettings(
                endpoint(variables),
                ofTraces(variables, "HEADERS")
                        .map(text -> pairs(OTLP + "HEADERS", text))
                        .orElse(Map.of()),
                ofTraces(variables, "TIMEOUT").map(OtlpSettings::timeout).orElse(Duration.ofSeconds(10)),
                variables.getOrDefault(SAMPLER, "parentbased_always_on"),
                Optional.ofNullable(variables.get(SAMPLER_ARGUMENT)),
                resource(variables));
    }

    /// What is said of traces, or of all signals.
    private static Optional<String> ofTraces(Map<String, String> variables, String name) {
        return Optional.ofNullable(variables.getOrDefault(OTLP_TRACES + name, variables.get(OTLP + name)));
    }

    private static URI endpoint(Map<String, String> variables) {
        var own = variables.get(OTLP_TRACES + "ENDPOINT");
        if (own != null) {
            return address(OTLP_TRACES + "ENDPOINT", own);
        }
        var ofAll = variables.getOrDefault(OTLP + "ENDPOINT", DEFAULT_ENDPOINT);
        var base = address(OTLP + "ENDPOINT", ofAll).toString();
        return URI.create(base.replaceFirst("/+$", "") + "/v1/traces");
    }

    private static URI address(String variable, String text) {
        if (!text.matches("https?://[^\\s/]+\\S*")) {
            throw new TraceSettingException(variable, "an address such as " + DEFAULT_ENDPOINT, text);
        }
        return URI.create(text);
    }

    private static Duration timeout(String millis) {
        if (!millis.matches("[1-9][0-9]{0,8}")) {
            throw new TraceSettingException(OTLP + "TIMEOUT", "a number of milliseconds", millis);
        }
        return Duration.ofMillis(Long.parseLong(millis));
    }

    private static Map<String, String> resource(Map<String, String> variables) {
        var resource = new LinkedHashMap<String, String>();
        resource.put("service.name", "lamella");
        Optional.ofNullable(variables.get("AWS_LAMBDA_FUNCTION_NAME"))
                .ifPresent(function -> resource.put("faas.name", function));
        Optional.ofNullable(variables.get("OTEL_RESOURCE_ATTRIBUTES"))
                .ifPresent(text -> resource.putAll(pairs("OTEL_RESOURCE_ATTRIBUTES", text)));
        Optional.ofNullable(variables.get("OTEL_SERVICE_NAME")).ifPresent(name -> resource.put("service.name", name));
        return resource;
    }

    /// `a=1,b=2`, with what is special percent-encoded.
    private static Map<String, String> pairs(String variable, String text) {
        var pairs = new LinkedHashMap<String, String>();
        for (var pair : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                // Headers may be secrets, so what is there is not repeated.
                throw new TraceSettingException(variable, "a list of name=value, with commas between", "not");
            }
            pairs.put(
                    pair.substring(0, equals).strip(),
                    // A plus sign is itself here, and not a space.
                    URLDecoder.decode(pair.substring(equals + 1).strip().replace("+", "%2B"), UTF_8));
        }
        return pairs;
    }
}

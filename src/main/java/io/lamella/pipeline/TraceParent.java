package io.lamella.pipeline;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A place in a trace, which messages carry from one piece of work to the next.
///
/// See [W3C Trace Context](https://www.w3.org/TR/trace-context/#traceparent-header). Its `tracestate` is not carried.
///
/// @param traceId 32 hexadecimal digits, not all zero
/// @param spanId 16 hexadecimal digits, not all zero
/// @param sampled whether whoever is there records what it does
public record TraceParent(String traceId, String spanId, boolean sampled) {
    /// The attribute of a message that has it.
    public static final String ATTRIBUTE = "traceparent";

    /// The attribute of a message in which AWS X-Ray has its own.
    public static final String XRAY_ATTRIBUTE = "AWSTraceHeader";

    /// A later version may have more at its end.
    private static final Pattern TEXT =
            Pattern.compile("(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

    private static final Pattern TRACE_ID = Pattern.compile("(?!0{32})[0-9a-f]{32}");
    private static final Pattern SPAN_ID = Pattern.compile("(?!0{16})[0-9a-f]{16}");
    private static final Pattern XRAY_ROOT = Pattern.compile("1-([0-9a-f]{8})-([0-9a-f]{24})");

    public TraceParent {
        require(TRACE_ID, "traceId", traceId);
        require(SPAN_ID, "spanId", spanId);
    }

    private static void require(Pattern pattern, String name, String id) {
        if (!pattern.matcher(id).matches()) {
            throw new IllegalArgumentException(name + " must match " + pattern + " but was '" + id + "'");
        }
    }

    /// What a message says. One that says nothing, or nothing that can be read, is none the worse for it.
    ///
    /// @param text the value of [#ATTRIBUTE]; null if there is none
    /// @param xray the value of [#XRAY_ATTRIBUTE]; null if there is none. It counts only if there is no other, and if it says
    ///     that the trace is sampled: AWS' services and SDKs hand on ids of traces that nobody records
    public static Optional<TraceParent> of(@Nullable String text, @Nullable String xray) {
        return Optional.ofNullable(text)
                .flatMap(TraceParent::parse)
                .or(() -> Optional.ofNullable(xray).flatMap(TraceParent::parseXray));
    }

    private static Optional<TraceParent> parse(String text) {
        var matcher = TEXT.matcher(text);
        return matcher.matches()
                ? of(matcher.group(1), matcher.group(2), (Integer.parseInt(matcher.group(3), 16) & 1) == 1)
                : Optional.empty();
    }

    /// Such as `Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1`.
    private static Optional<TraceParent> parseXray(String header) {
        var fields = Arrays.stream(header.split(";"))
                .map(field -> field.strip().split("=", 2))
                .filter(field -> field.length == 2)
                .collect(Collectors.toMap(field -> field[0], field -> field[1], (first, second) -> first));
        var root = XRAY_ROOT.matcher(fields.getOrDefault("Root", ""));
        return root.matches() && fields.getOrDefault("Sampled", "").equals("1")
                ? of(root.group(1) + root.group(2), fields.getOrDefault("Parent", ""), true)
                : Optional.empty();
    }

    private static Optional<TraceParent> of(String traceId, String spanId, boolean sampled) {
        return TRACE_ID.matcher(traceId).matches() && SPAN_ID.matcher(spanId).matches()
                ? Optional.of(new TraceParent(traceId, spanId, sampled))
                : Optional.empty();
    }

    /// As [#ATTRIBUTE] has it.
    public String text() {
        return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
    }
}

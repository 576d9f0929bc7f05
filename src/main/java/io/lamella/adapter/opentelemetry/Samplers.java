package io.lamella.adapter.opentelemetry;

import io.opentelemetry.sdk.trace.samplers.Sampler;

/// Which traces are recorded, by the names that OpenTelemetry gives its samplers.
final class Samplers {
    private static final String NAMES = "always_on, always_off, traceidratio, parentbased_always_on,"
            + " parentbased_always_off or parentbased_traceidratio";

    private Samplers() {}

    static Sampler of(OtlpSettings settings) {
        return switch (settings.sampler()) {
            case "always_on" -> Sampler.alwaysOn();
            case "always_off" -> Sampler.alwaysOff();
            case "traceidratio" -> ratio(settings);
            case "parentbased_always_on" -> Sampler.parentBased(Sampler.alwaysOn());
            case "parentbased_always_off" -> Sampler.parentBased(Sampler.alwaysOff());
            case "parentbased_traceidratio" -> Sampler.parentBased(ratio(settings));
            default -> throw new TraceSettingException(OtlpSettings.SAMPLER, NAMES, settings.sampler());
        };
    }

    private static Sampler ratio(OtlpSettings settings) {
        var text = settings.samplerArgument().orElse("1");
        if (!text.matches("0(\\.[0-9]+)?|1(\\.0+)?")) {
            throw new TraceSettingException(OtlpSettings.SAMPLER_ARGUMENT, "a number from 0 to 1", text);
        }
        return Sampler.traceIdRatioBased(Double.parseDouble(text));
    }
}

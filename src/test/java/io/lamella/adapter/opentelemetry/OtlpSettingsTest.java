package io.lamella.adapter.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpSettingsTest {
    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static OtlpSettings read(Map<String, String> environment) {
        return OtlpSettings.of(environment).orElseThrow();
    }

    @Test
    void tracesNothingUnlessAsked() {
        assertThat(OtlpSettings.of(Map.of())).isEmpty();
        assertThat(OtlpSettings.of(Map.of(ENDPOINT, ""))).isEmpty();
        assertThat(OtlpSettings.of(Map.of(ENDPOINT, "http://there", "OTEL_TRACES_EXPORTER", "none")))
                .isEmpty();
        assertThat(OtlpSettings.of(Map.of(ENDPOINT, "http://there", "OTEL_SDK_DISABLED", "true")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "OTEL_TRACES_EXPORTER, otlp, http://localhost:4318/v1/traces",
        "OTEL_EXPORTER_OTLP_ENDPOINT, http://there:4318, http://there:4318/v1/traces",
        "OTEL_EXPORTER_OTLP_ENDPOINT, https://there/base/, https://there/base/v1/traces",
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, https://there/as/it/is, https://there/as/it/is"
    })
    void knowsWhereSpansGo(String variable, String value, String endpoint) {
        assertThat(read(Map.of(variable, value)).endpoint()).isEqualTo(URI.create(endpoint));
    }

    @Test
    void readsWhatIsSaidOfTracesBeforeWhatIsSaidOfAll() {
        var settings = read(Map.of(
                ENDPOINT,
                "http://there",
                "OTEL_EXPORTER_OTLP_HEADERS",
                "api-key=all",
                "OTEL_EXPORTER_OTLP_TRACES_HEADERS",
                "api-key=a%20b+c%3D, x=y",
                "OTEL_EXPORTER_OTLP_TIMEOUT",
                "1500"));

        assertThat(settings.headers()).containsOnly(Map.entry("api-key", "a b+c="), Map.entry("x", "y"));
        assertThat(settings.timeout()).isEqualTo(Duration.ofMillis(1500));
    }

    @Test
    void saysWhatIsTraced() {
        var settings = read(Map.of(
                ENDPOINT,
                "http://there",
                "AWS_LAMBDA_FUNCTION_NAME",
                "Lamella-Ingest",
                "OTEL_RESOURCE_ATTRIBUTES",
                "service.name=other,deployment.environment=prod",
                "OTEL_SERVICE_NAME",
                "lake"));

        assertThat(settings.resource())
                .containsOnly(
                        Map.entry("service.name", "lake"),
                        Map.entry("faas.name", "Lamella-Ingest"),
                        Map.entry("deployment.environment", "prod"));
        assertThat(read(Map.of(ENDPOINT, "http://there")).resource()).containsEntry("service.name", "lamella");
    }

    @ParameterizedTest
    @CsvSource({
        "OTEL_TRACES_EXPORTER, zipkin, otlp or none",
        "OTEL_EXPORTER_OTLP_PROTOCOL, grpc, http/protobuf",
        "OTEL_EXPORTER_OTLP_ENDPOINT, localhost:4317, an address such as http://localhost:4318",
        "OTEL_EXPORTER_OTLP_TIMEOUT, 10s, a number of milliseconds",
        "OTEL_TRACES_SAMPLER, sometimes, parentbased_always_on",
        "OTEL_TRACES_SAMPLER_ARG, 2, a number from 0 to 1"
    })
    void refusesWhatItCannotDo(String variable, String value, String rule) {
        var environment =
                new HashMap<>(Map.of(ENDPOINT, "http://there", "OTEL_TRACES_SAMPLER", "parentbased_traceidratio"));
        environment.put(variable, value);

        assertThatThrownBy(() -> Samplers.of(read(environment)))
                .isInstanceOf(TraceSettingException.class)
                .hasMessageStartingWith(variable + " must be ")
                .hasMessageContaining(rule)
                .hasMessageEndingWith("'" + value + "'");
    }

    @Test
    void repeatsNoSecret() {
        assertThatThrownBy(() -> read(Map.of(ENDPOINT, "http://there", "OTEL_EXPORTER_OTLP_HEADERS", "secret")))
                .isInstanceOf(TraceSettingException.class)
                .hasMessageContaining("OTEL_EXPORTER_OTLP_HEADERS must be a list of name=value")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "always_on",
                "always_off",
                "traceidratio",
                "parentbased_always_on",
                "parentbased_always_off",
                "parentbased_traceidratio"
            })
    void knowsTheSamplersOfTheStandard(String name) {
        var environment =
                Map.of(ENDPOINT, "http://there", "OTEL_TRACES_SAMPLER", name, "OTEL_TRACES_SAMPLER_ARG", "0.25");

        assertThat(Samplers.of(read(environment)).getDescription()).isNotBlank();
    }
}

package io.lamella.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static software.amazon.awscdk.assertions.Match.arrayWith;

import io.lamella.entry.wiring.config.ConfigException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            email               | nobody       | email must be an e-mail address but is `nobody`
            schedule            | hourly             | schedule must be `rate(15 minutes)`, `rate(1 hour)`, or `cron(…)` of six fields
            schedule            | rate(1 minutes)    | schedule must be `rate(15 minutes)`
            schedule            | rate(2 hour)       | schedule must be `rate(15 minutes)`
            schedule            | rate(0 minutes)    | schedule must be `rate(15 minutes)`
            schedule            | rate(15)           | schedule must be `rate(15 minutes)`
            schedule            | cron(0 3 * * *)    | schedule must be `rate(15 minutes)`
            schedule            | cron(0 3 * * * *)  | schedule must be `rate(15 minutes)`
            schedule            | cron(0 3 ? * ? *)  | schedule must be `rate(15 minutes)`
            schedule            | 0 3 * * ? *        | schedule must be `rate(15 minutes)`
            memory              | 128          | memory must be a number from 512 to 10240 but is `128`
            memory              | much         | memory must be a number from 512 to 10240 but is `much`
            architecture        | x86          | architecture must be one of [arm64, x86_64] but is `x86`
            snap-start          | on           | snap-start must be one of [true, false] but is `on`
            encryption          | aes          | encryption must be `s3`, `kms`, or the ARN of a KMS key but is `aes`
            versioned           | yes          | versioned must be one of [true, false] but is `yes`
            quarantine-days     | 0            | quarantine-days must be a number from 1 to 36500 but is `0`
            cold-days           | 7            | cold-days must be a number from 30 to 36500 but is `7`
            log-days            | 31           | log-days must be one of [1, 7, 14, 30, 90, 180, 365, 731, 3653] but is `31`
            otlp-endpoint       | here:4318    | otlp-endpoint must be an address that begins with `http://` or `https://` but is `here:4318`
            merge-concurrency   | 1            | merge-concurrency must be a number from 2 to 1000 but is `1`
            projection-start    | 2020         | projection-start must be a day such as 2020-01-01 but is `2020`
            tags                | team         | tags must be a list of `name=value` but is `team`
            """)
    void refusesWhatHasNoMeaning(String name, String value, String message) {
        assertThatThrownBy(() -> Deployment.ofEvents().with(name, value).stack())
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith(message)
                .hasMessageContaining("for example, under `context` in cdk.json: \"" + name + "\": \"");
    }

    @Test
    void wantsAnAddressForAlarms() {
        assertThatThrownBy(() -> Deployment.ofEvents().without("email").stack())
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("email is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "memmory, memory",
        "existing_sources, existing-sources",
        "Email, email",
        "log-day, log-days",
    })
    void refusesANameThatIsNearlyASetting(String name, String meant) {
        assertThatThrownBy(() -> Deployment.ofEvents().with(name, "12").stack())
                .isInstanceOf(SettingException.class)
                .hasMessage("there is no setting `" + name + "`; did you mean `" + meant + "`?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"team-colour", "memory:provider", "@company/memmory", "aws:cdk:emails"})
    void leavesNamesOfOthersAlone(String name) {
        assertThat(Deployment.ofEvents().with(name, "12").stack()).isNotNull();
    }

    @Test
    void tellsOfMistakesInTheConfigurationAsThePipelineDoes() {
        var wrong = Deployment.EVENTS.replace("timestamp required", "timestam required");
        assertThatThrownBy(() -> Deployment.of(wrong).stack())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("lamella.yaml:9:")
                .hasMessageContaining("did you mean `timestamp`?");
    }

    @Test
    void tagsEverything() {
        var tagged = Deployment.ofEvents().with("tags", "team=data").template();
        for (String type : List.of("AWS::S3::Bucket", "AWS::SQS::Queue", "AWS::Lambda::Function", "AWS::SNS::Topic")) {
            tagged.allResourcesProperties(
                    type, Map.of("Tags", arrayWith(List.of(Map.of("Key", "team", "Value", "data")))));
        }
    }
}

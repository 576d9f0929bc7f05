package io.lamella.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.awscdk.assertions.Match.absent;
import static software.amazon.awscdk.assertions.Match.anyValue;
import static software.amazon.awscdk.assertions.Match.objectLike;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.assertions.Template;

class FunctionsTest {
    private final Template template = Deployment.ofEvents().template();

    @ParameterizedTest
    @ValueSource(strings = {"ingest", "compact", "sweep"})
    void runsEachHandlerOfTheOnePackage(String handler) {
        template.hasResourceProperties(
                "AWS::Lambda::Function",
                Map.of(
                        "Runtime",
                        "java25",
                        "Architectures",
                        List.of("arm64"),
                        "Handler",
                        "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest",
                        "RecursiveLoop",
                        "Allow",
                        "Environment",
                        Map.of(
                                "Variables",
                                objectLike(Map.of(
                                        "QUARKUS_LAMBDA_HANDLER", handler, "LAMELLA_CONFIG", "/opt/lamella.yaml")))));
    }

    @Test
    void sendsTracesWhereItIsToldAndNowhereElse() {
        var variable = "OTEL_EXPORTER_OTLP_ENDPOINT";
        var traced = Deployment.ofEvents()
                .with("otlp-endpoint", "http://localhost:4318")
                .template();
        traced.resourcePropertiesCountIs(
                "AWS::Lambda::Function",
                Map.of("Environment", Map.of("Variables", objectLike(Map.of(variable, "http://localhost:4318")))),
                3);
        assertThat(template.toJSON().toString()).doesNotContain(variable);
    }

    @Test
    void hasItsSizeFromTheRowGroups() {
        var big = Deployment.of(Deployment.EVENTS + "    row-group-size: 256MiB\n")
                .template();
        big.resourcePropertiesCountIs("AWS::Lambda::Function", Map.of("MemorySize", 2_560), 3);
        big.hasResourceProperties("AWS::Lambda::Function", Map.of("Timeout", 5 * 60));
        template.resourcePropertiesCountIs("AWS::Lambda::Function", Map.of("MemorySize", 1_769), 3);
        template.hasResourceProperties("AWS::Lambda::Function", Map.of("Timeout", 4 * 60));
    }

    @Test
    void startsFromNoSnapshotUnlessAskedTo() {
        template.resourcePropertiesCountIs("AWS::Lambda::Function", Map.of("SnapStart", absent()), 3);
        template.resourceCountIs("AWS::Lambda::Version", 0);
    }

    /// The unpublished version has no snapshot: what is invoked must be the published one.
    @Test
    void invokesPublishedVersionsIfTheyStartFromSnapshots() {
        var asked = Deployment.ofEvents().with("snap-start", "true").template();

        asked.resourcePropertiesCountIs(
                "AWS::Lambda::Function", Map.of("SnapStart", Map.of("ApplyOn", "PublishedVersions")), 3);
        asked.resourceCountIs("AWS::Lambda::Version", 3);
        var aliases = asked.findResources("AWS::Lambda::Alias").keySet();
        assertThat(aliases).hasSize(3);
        assertThat(asked.findResources("AWS::Lambda::EventSourceMapping").values())
                .allSatisfy(mapping -> assertThat(aliases).anyMatch(mapping.toString()::contains));
        assertThat(asked.findResources("AWS::Events::Rule").values())
                .allSatisfy(rule -> assertThat(aliases).anyMatch(rule.toString()::contains));
    }

    @Test
    void takesTheMemoryThatIsAskedFor() {
        var asked = Deployment.ofEvents().with("memory", "3008").template();
        asked.resourcePropertiesCountIs("AWS::Lambda::Function", Map.of("MemorySize", 3_008), 3);
        assertThat(asked.toJSON().toString()).doesNotContain("_JAVA_OPTIONS");
    }

    @Test
    void leavesRoomBesideTheHeapOfASmallFunction() {
        var small = Deployment.ofEvents().with("memory", "512").template();
        small.resourcePropertiesCountIs(
                "AWS::Lambda::Function",
                Map.of("Environment", Map.of("Variables", objectLike(Map.of("_JAVA_OPTIONS", "-Xmx352m")))),
                3);
    }

    @Test
    void worksOffBatchesOfObjectsAndSingleMergeRequests() {
        template.hasResourceProperties(
                "AWS::Lambda::EventSourceMapping",
                Map.of(
                        "BatchSize",
                        10,
                        "MaximumBatchingWindowInSeconds",
                        5,
                        "ScalingConfig",
                        Map.of("MaximumConcurrency", 20),
                        "FunctionResponseTypes",
                        List.of("ReportBatchItemFailures")));
        template.hasResourceProperties(
                "AWS::Lambda::EventSourceMapping",
                Map.of(
                        "BatchSize",
                        1,
                        // A FIFO queue has none.
                        "MaximumBatchingWindowInSeconds",
                        absent(),
                        "ScalingConfig",
                        Map.of("MaximumConcurrency", 20),
                        "FunctionResponseTypes",
                        List.of("ReportBatchItemFailures")));
        template.resourceCountIs("AWS::Lambda::EventSourceMapping", 2);
    }

    @Test
    void sweepsOnSchedule() {
        template.hasResourceProperties("AWS::Events::Rule", Map.of("ScheduleExpression", "rate(15 minutes)"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rate(1 hour)",
                "rate(1 day)",
                "rate(30 minutes)",
                "cron(0 3 * * ? *)",
                "cron(0/5 8-17 ? * MON-FRI *)"
            })
    void sweepsOnTheScheduleThatIsAskedFor(String schedule) {
        var asked = Deployment.ofEvents().with("schedule", schedule).template();
        asked.hasResourceProperties("AWS::Events::Rule", Map.of("ScheduleExpression", schedule));
    }

    /// What the CDK adds by itself would write to logs that are never deleted.
    @Test
    void keepsTheLogsOfHelpersNoLonger() {
        var helped = Deployment.ofEvents()
                .with("existing-sources", "landing")
                .with("delete-data", "true")
                .with("log-days", "7")
                .template();
        helped.resourceCountIs("AWS::Lambda::Function", 5);
        helped.resourcePropertiesCountIs("AWS::Logs::LogGroup", Map.of("RetentionInDays", 7), 5);
        helped.resourcePropertiesCountIs(
                "AWS::Lambda::Function", Map.of("LoggingConfig", Map.of("LogGroup", Map.of("Ref", anyValue()))), 5);
    }

    @Test
    void keepsLogsForAMonth() {
        template.resourcePropertiesCountIs("AWS::Logs::LogGroup", Map.of("RetentionInDays", 30), 3);
        assertThat(template.findResources("AWS::Logs::LogGroup")).hasSize(3);
    }
}

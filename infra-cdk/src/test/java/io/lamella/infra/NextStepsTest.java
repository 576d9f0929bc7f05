package io.lamella.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.table.Dataset;
import io.lamella.core.table.SourcePattern;
import io.lamella.entry.wiring.config.ConfigLoader;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NextStepsTest {
    private static Dataset dataset(String partitions) {
        return ConfigLoader.parse("lamella.yaml", """
                        lake: {bucket: lake}
                        datasets:
                          web-events:
                            source: s3://landing/events/**/*.csv
                            columns:
                              Country: string required
                              code: int32 required
                              flag: boolean required
                              born: date required
                              at: timestamp required
                            partitions: [%s]
                        """.formatted(partitions))
                .datasets()
                .getFirst();
    }

    @Test
    void tellsCommandsAndNames() {
        assertThat(outputs())
                .isEqualTo(new TreeMap<>(Map.ofEntries(
                        Map.entry(
                                "Step1ConfirmAlarms",
                                "Confirm the subscription that was mailed to you, or no alarm reaches you"),
                        Map.entry("Step2DropFile", "aws s3 cp file.csv s3://landing/events/file.csv"),
                        Map.entry("Step3Query", "SELECT count(*) FROM lamella.events"),
                        Map.entry("IngestQueueUrl", "IngestQueue"),
                        Map.entry("IngestDeadLettersUrl", "IngestQueueDeadLetters"),
                        Map.entry(
                                "IngestRedrive",
                                "aws sqs start-message-move-task --source-arn IngestQueueDeadLetters.Arn"),
                        Map.entry("MergeQueueUrl", "MergeQueue"),
                        Map.entry("MergeDeadLettersUrl", "MergeQueueDeadLetters"),
                        Map.entry("SweepDeadLettersUrl", "FailedSweepsQueue"),
                        Map.entry("DashboardName", "OverviewDashboard"))));
    }

    /// By name, with logical ids in place of what they stand for, without their hashes.
    private static Map<String, String> outputs() {
        return Deployment.ofEvents().template().findOutputs("*").entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, output -> shown(output.getValue().get("Value")), (a, b) -> a, TreeMap::new));
    }

    private static String shown(Object value) {
        return switch (value) {
            case Map<?, ?> map when map.get("Ref") instanceof String id -> shown(id);
            case Map<?, ?> map when map.get("Fn::GetAtt") instanceof List<?> of -> shown(of.get(0)) + "." + of.get(1);
            case Map<?, ?> map
            when map.get("Fn::Join") instanceof List<?> join ->
                ((List<?>) join.get(1)).stream().map(NextStepsTest::shown).collect(Collectors.joining());
            default -> value.toString().replaceFirst("(Queue|DeadLetters|Dashboard)[0-9A-F]{8}$", "$1");
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            date: day(at)                       | SELECT count(*) FROM db.web_events
            born, flag, {hour: hour(at)}        | SELECT count(*) FROM db.web_events
            Country                             | SELECT count(*) FROM db.web_events WHERE "country" = '<country>'
            Country, {date: day(at)}, code      | SELECT count(*) FROM db.web_events WHERE "country" = '<country>' AND "code" = '<code>'
            """)
    void namesPartitionsThatAthenaCannotForetell(String partitions, String query) {
        assertThat(NextSteps.query(dataset(partitions), "db")).isEqualTo(query);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            s3://landing/**                         | aws s3 cp file s3://landing/file
            s3://landing/events/*.{csv,csv.gz}      | aws s3 cp file.csv s3://landing/events/file.csv
            s3://landing/y=????/m=*/**/part-*.json  | aws s3 cp part-file.json s3://landing/y=xxxx/m=file/part-file.json
            s3://landing/{a,{b,c}}.csv              | Copy a file to where it matches s3://landing/{a,{b,c}}.csv
            s3://landing/one.csv                    | aws s3 cp one.csv s3://landing/one.csv
            """)
    void namesAFileThatMatches(String source, String command) {
        assertThat(NextSteps.copy(SourcePattern.parse(source))).isEqualTo(command);
    }
}

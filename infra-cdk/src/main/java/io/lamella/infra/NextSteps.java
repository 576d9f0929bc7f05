package io.lamella.infra;

import io.lamella.core.catalog.Projection;
import io.lamella.core.catalog.TableDefinition;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.SourcePattern;
import java.util.stream.Collectors;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Dashboard;

/// What `cdk deploy` prints at its end: what to do first, and the names that are needed later.
///
/// @param stack whose outputs these are
record NextSteps(Stack stack) {
    private static final String TYPE = ".type";
    private static final String PROJECTION = "projection.";

    /// @param dataset that is tried first
    /// @param database of its table
    void tellFirst(Dataset dataset, String database) {
        output("Step1ConfirmAlarms", "Confirm the subscription that was mailed to you, or no alarm reaches you");
        output("Step2DropFile", copy(dataset.sources().getFirst()));
        output("Step3Query", query(dataset, database));
    }

    void tellQueues(LamellaStack.Queues queues) {
        output("IngestQueueUrl", queues.ingest().queue().getQueueUrl());
        output("IngestDeadLettersUrl", queues.ingest().deadLetters().getQueueUrl());
        output(
                "IngestRedrive",
                "aws sqs start-message-move-task --source-arn "
                        + queues.ingest().deadLetters().getQueueArn());
        output("MergeQueueUrl", queues.merge().queue().getQueueUrl());
        output("MergeDeadLettersUrl", queues.merge().deadLetters().getQueueUrl());
        output("SweepDeadLettersUrl", queues.failedSweeps().getQueueUrl());
    }

    void tellDashboard(Dashboard dashboard) {
        output("DashboardName", dashboard.getDashboardName());
    }

    /// A command for a file of a name that the pattern takes, if one is found.
    static String copy(SourcePattern source) {
        String key = exampleOf(source);
        if (!source.matches(source.bucket(), key)) {
            return "Copy a file to where it matches " + source;
        }
        return "aws s3 cp " + key.substring(key.lastIndexOf('/') + 1) + " s3://" + source.bucket() + "/" + key;
    }

    /// A key that matches most patterns: no folders for `**/`, `file` for what may be anything, the first of a choice.
    private static String exampleOf(SourcePattern source) {
        return source.keyPattern()
                .replaceAll("\\{([^{},]*)[^{}]*}", "$1")
                .replace("**/", "")
                .replaceAll("\\*+", "file")
                .replace('?', 'x');
    }

    /// Athena refuses a query of a table whose partitions it cannot foretell, unless it names them.
    static String query(Dataset dataset, String database) {
        var named = Projection.DEFAULT.of(dataset, "/").entrySet().stream()
                .filter(property ->
                        property.getKey().endsWith(TYPE) && property.getValue().equals("injected"))
                .map(property -> property.getKey())
                .map(key -> key.substring(PROJECTION.length(), key.length() - TYPE.length()))
                .map(name -> "\"%s\" = '<%s>'".formatted(name, name))
                .collect(Collectors.joining(" AND "));
        return "SELECT count(*) FROM " + database + "." + TableDefinition.name(dataset.name())
                + (named.isEmpty() ? "" : " WHERE " + named);
    }

    private void output(String name, String value) {
        CfnOutput.Builder.create(stack, name).value(value).build();
    }
}

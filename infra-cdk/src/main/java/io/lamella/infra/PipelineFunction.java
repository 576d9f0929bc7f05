package io.lamella.infra;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import io.lamella.core.cost.Prices;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.CfnEventInvokeConfig;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.lambda.LayerVersion;
import software.amazon.awscdk.services.lambda.RecursiveLoop;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/// One of the three functions, with its log and a role of its own.
final class PipelineFunction extends Construct {
    private static final MathContext DIGITS = new MathContext(6);
    private static final String ALIAS = "live";

    /// Of an invocation that nobody waits for; as many as Lambda makes.
    private static final int RETRIES = 2;

    private final Function function;
    private final IFunction invoked;
    private final FunctionSize size;
    private final Architecture architecture;

    /// What the three have in common.
    ///
    /// @param configuration the layer that `lamella.yaml` lies in
    /// @param snapStart whether they start from a snapshot
    /// @param namespace of the metrics that they declare in their logs
    /// @param otlpEndpoint where they send their traces; empty for nowhere
    record Shared(
            FunctionPackage code,
            LayerVersion configuration,
            Queue merge,
            RetentionDays retention,
            boolean snapStart,
            String namespace,
            Optional<String> otlpEndpoint) {
        Shared {
            if (snapStart && !code.runsOnJava()) {
                throw Setting.SNAP_START.mustBe(
                        "false for a native executable, which starts at once and cannot be restored from a snapshot,",
                        "true");
            }
        }
    }

    /// @param handler `ingest`, `compact` or `sweep`
    PipelineFunction(
            Construct scope, String id, String handler, FunctionSize size, PolicyDocument permissions, Shared shared) {
        super(scope, id);
        this.size = size;
        this.architecture = shared.code().architecture();
        var log = LogGroup.Builder.create(this, "Log")
                .retention(shared.retention())
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        permissions.addStatements(PolicyStatement.Builder.create()
                .sid("WriteLog")
                .actions(List.of("logs:CreateLogStream", "logs:PutLogEvents"))
                .resources(List.of(log.getLogGroupArn()))
                .build());
        var role = Role.Builder.create(this, "Role")
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .inlinePolicies(Map.of("Pipeline", permissions))
                .build();
        NagSuppressions.addResourceSuppressions(
                role,
                List.of(NagPackSuppression.builder()
                        .id("AwsSolutions-IAM5")
                        .reason(
                                "Keys are only known when files land. Each wildcard stands for what is below one folder of"
                                        + " the lake, below what a source's pattern begins with, or in the function's own log.")
                        .build()));
        var builder = Function.Builder.create(this, "Function")
                .description("Lamella: " + handler)
                .code(Code.fromAsset(shared.code().zip().toString()))
                .runtime(shared.code().runtime())
                .handler(shared.code().handler())
                .architecture(shared.code().architecture())
                .layers(List.of(shared.configuration()))
                .memorySize(size.memoryMb())
                .timeout(Cdk.duration(size.timeout()))
                .role(role)
                .logGroup(log)
                .environment(Map.of(
                        "QUARKUS_LAMBDA_HANDLER",
                        handler,
                        "LAMELLA_CONFIG",
                        ConfigurationLayer.PATH,
                        "LAMELLA_MERGE_QUEUE_URL",
                        shared.merge().getQueueUrl(),
                        "LAMELLA_METRICS_NAMESPACE",
                        shared.namespace()))
                // A compactor asks itself, by way of its queue, for what it could not finish. Lambda would take a busy
                // partition for an endless loop after 16 rounds, and stop it.
                .recursiveLoop(RecursiveLoop.ALLOW);
        if (shared.snapStart()) {
            builder.snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS);
        }
        function = builder.build();
        if (shared.code().runsOnJava()) {
            // The one variable that overrules Lambda's own options.
            size.javaOptions().ifPresent(options -> function.addEnvironment("_JAVA_OPTIONS", options));
        } else {
            // As in Quarkus' own templates of native functions.
            function.addEnvironment("DISABLE_SIGNAL_HANDLERS", "true");
        }
        shared.otlpEndpoint().ifPresent(endpoint -> function.addEnvironment("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint));
        // Only a published version has a snapshot, so that is what has to be invoked.
        invoked = shared.snapStart()
                ? Alias.Builder.create(this, "Live")
                        .aliasName(ALIAS)
                        .version(function.getCurrentVersion())
                        .build()
                : function;
    }

    Function function() {
        return function;
    }

    /// What queues and schedules invoke.
    IFunction invoked() {
        return invoked;
    }

    /// Has what came of invocations that nobody waits for put into a queue, if they failed and so did those that repeated them. The
    /// function's permissions must allow it.
    void putFailuresInto(Queue queue) {
        CfnEventInvokeConfig.Builder.create(this, "Failures")
                .functionName(function.getFunctionName())
                .qualifier(invoked instanceof Alias ? ALIAS : "$LATEST")
                .maximumRetryAttempts(RETRIES)
                .destinationConfig(CfnEventInvokeConfig.DestinationConfigProperty.builder()
                        .onFailure(CfnEventInvokeConfig.OnFailureProperty.builder()
                                .destination(queue.getQueueArn())
                                .build())
                        .build())
                .build()
                .getNode()
                .addDependency(invoked);
    }

    /// What a millisecond costs, in US dollars, as a plain decimal, at the list prices that come with Lamella. Other regions take a
    /// little more.
    String dollarsPerMillisecond() {
        double gbSecond = Prices.standard().gbSecond(architecture.equals(Architecture.ARM_64));
        return BigDecimal.valueOf(gbSecond)
                .multiply(BigDecimal.valueOf(size.memoryMb()))
                .divide(BigDecimal.valueOf(1_024 * 1_000), DIGITS)
                .toPlainString();
    }
}

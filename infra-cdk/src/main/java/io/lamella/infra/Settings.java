package io.lamella.infra;

import io.lamella.core.catalog.Projection;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Node;

/// What `lamella.yaml` does not say, because it is about the deployment alone: the CDK context, in `cdk.json` or by
/// `cdk -c name=value`. The names there are those of [Setting].
///
/// @param stack the name of the stack
/// @param config where `lamella.yaml` lies
/// @param functionPackage where the zip of the three functions lies
/// @param email gets every alarm
/// @param schedule how often the lake is swept
/// @param memoryMb of each function; empty for what the row groups need
/// @param architecture empty for the package's own, or arm64 if it runs on any
/// @param snapStart whether functions start from a snapshot
/// @param existingSources source buckets that are there already
/// @param encryption of the lake and of the source buckets that are made
/// @param sourceKeys ARNs of KMS keys that objects of existing sources are encrypted with
/// @param versioned whether the lake keeps replaced versions, for a day
/// @param quarantineDays after which rejected rows expire; empty for never
/// @param coldDays after which a sealed part moves to cheaper storage; empty for never
/// @param logRetention for how long logs are kept
/// @param otlpEndpoint where the functions send their traces; empty for nowhere
/// @param ingestConcurrency of invocations at most
/// @param mergeConcurrency of invocations at most
/// @param database the name of the Glue database; empty for the stack's
/// @param projectionStart the first day that Athena looks for
/// @param deleteData whether `cdk destroy` empties and deletes the buckets
/// @param tags on all that is made
public record Settings(
        String stack,
        Path config,
        Path functionPackage,
        String email,
        SweepSchedule schedule,
        OptionalInt memoryMb,
        Optional<String> architecture,
        boolean snapStart,
        List<String> existingSources,
        Encryption encryption,
        List<String> sourceKeys,
        boolean versioned,
        OptionalInt quarantineDays,
        OptionalInt coldDays,
        RetentionDays logRetention,
        Optional<String> otlpEndpoint,
        int ingestConcurrency,
        int mergeConcurrency,
        Optional<String> database,
        LocalDate projectionStart,
        boolean deleteData,
        Map<String, String> tags) {

    public Settings {
        existingSources = List.copyOf(existingSources);
        sourceKeys = List.copyOf(sourceKeys);
        tags = Map.copyOf(tags);
    }

    /// @throws SettingException if a setting is missing, misspelled or has no meaning
    public static Settings of(Node node) {
        var context = new Context(node);
        context.refuseMisspelled();
        return new Settings(
                context.text(Setting.STACK).orElse("Lamella"),
                Path.of(context.text(Setting.CONFIG).orElse("../lamella.yaml")),
                Path.of(context.text(Setting.PACKAGE).orElse("../target/function.zip")),
                context.email(),
                context.schedule(),
                context.number(Setting.MEMORY, 512, 10_240),
                context.oneOf(Setting.ARCHITECTURE, List.of("arm64", "x86_64")),
                context.flag(Setting.SNAP_START),
                context.list(Setting.EXISTING_SOURCES),
                Encryption.parse(context.text(Setting.ENCRYPTION).orElse("s3")),
                context.list(Setting.SOURCE_KEYS),
                context.flag(Setting.VERSIONED),
                context.number(Setting.QUARANTINE_DAYS, 1, 36_500),
                context.number(Setting.COLD_DAYS, 30, 36_500),
                context.logRetention(),
                context.address(Setting.OTLP_ENDPOINT),
                context.number(Setting.INGEST_CONCURRENCY, 2, 1_000).orElse(20),
                context.number(Setting.MERGE_CONCURRENCY, 2, 1_000).orElse(20),
                context.text(Setting.DATABASE),
                context.date(Setting.PROJECTION_START).orElse(Projection.DEFAULT.start()),
                context.flag(Setting.DELETE_DATA),
                context.map(Setting.TAGS));
    }
}

package io.lamella.infra;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.lamella.entry.wiring.config.Config;
import io.lamella.entry.wiring.config.ConfigException;
import io.lamella.entry.wiring.config.ConfigLoader;
import java.util.Optional;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.StackProps;

/// What `cdk` runs: reads `lamella.yaml` and the settings, and writes the template. Whatever is wrong with either is told before
/// anything is created.
public final class Main {
    private Main() {}

    /// @param args none; settings come by `cdk -c name=value`, or stand in `cdk.json`
    public static void main(String[] args) {
        try {
            synthesize(new App());
        } catch (ConfigException | SettingException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void synthesize(App app) {
        var settings = Settings.of(app.getNode());
        var config = ConfigLoader.load(settings.config());
        checkBuckets(config, settings);
        var stack = new LamellaStack(app, settings.stack(), here(), config, settings);
        Aspects.of(stack).add(new AwsSolutionsChecks());
        app.synth();
    }

    /// Without credentials there is no telling where the stack will be.
    private static void checkBuckets(Config config, Settings settings) {
        var account = System.getenv("CDK_DEFAULT_ACCOUNT");
        var region = System.getenv("CDK_DEFAULT_REGION");
        if (account != null && region != null) {
            new BucketCheck(BucketLookup.in(region, System.getenv()), region).check(config, settings);
        }
    }

    /// The account and region that `cdk` has found credentials for.
    private static StackProps here() {
        var here = Environment.builder();
        Optional.ofNullable(System.getenv("CDK_DEFAULT_ACCOUNT")).ifPresent(here::account);
        Optional.ofNullable(System.getenv("CDK_DEFAULT_REGION")).ifPresent(here::region);
        return StackProps.builder()
                .env(here.build())
                .description("Lamella: files that land in S3 become Parquet tables")
                .build();
    }
}

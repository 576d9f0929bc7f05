package io.lamella.infra;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.services.s3.Bucket;

/// cdk-nag's AwsSolutions rules hold, in all shapes that the stack takes.
class NagTest {
    private static final String KEY = "arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555";

    static Stream<Deployment> shapes() throws IOException {
        var events = Deployment.ofEvents();
        return Stream.of(
                events,
                events.with("encryption", "kms").with("versioned", "true"),
                events.with("existing-sources", "landing"),
                events.with("encryption", KEY).with("source-keys", KEY).with("existing-sources", "landing"),
                events.with("snap-start", "true"),
                events.with("delete-data", "true"),
                events.with("existing-sources", "landing").with("delete-data", "true"),
                Deployment.ofFoldersOfOthers().with("cold-days", "30").with("quarantine-days", "90"),
                events.with(
                        "package", Deployment.nativePackage(Path.of("target")).toString()));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void findsNothing(Deployment deployment) {
        var stack = deployment.stack();
        Aspects.of(stack).add(new AwsSolutionsChecks());
        var found = Match.stringLikeRegexp("AwsSolutions-.*");
        var annotations = Annotations.fromStack(stack);
        annotations.hasNoError("*", found);
        annotations.hasNoWarning("*", found);
    }

    /// Or the test above would hold for rules that look at nothing.
    @Test
    void findsABucketThatIsOpen() {
        var stack = Deployment.ofEvents().stack();
        new Bucket(stack, "Open");
        Aspects.of(stack).add(new AwsSolutionsChecks());
        Annotations.fromStack(stack).hasError("/Lamella/Open/Resource", Match.stringLikeRegexp("AwsSolutions-S10.*"));
    }
}

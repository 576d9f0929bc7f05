package io.lamella.infra;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
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
    static Stream<Deployment> shapes() {
        var events = Deployment.ofEvents();
        return Stream.of(
                events,
                events.with("encryption", "kms").with("versioned", "true"),
                events.with("existing-sources", "landing"),
                events.with("snap-start", "true"),
                events.with("delete-data", "true"));
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

package io.lamella.infra;

import java.time.Duration;

/// The CDK has a duration of its own.
final class Cdk {
    private Cdk() {}

    static software.amazon.awscdk.Duration duration(Duration duration) {
        return software.amazon.awscdk.Duration.seconds(duration.toSeconds());
    }
}

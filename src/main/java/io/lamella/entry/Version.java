package io.lamella.entry;

import org.eclipse.microprofile.config.ConfigProvider;

/// The version of this build.
public final class Version {

    private Version() {}

    /// The Maven version, which Quarkus puts into the artifact as the application's.
    public static String current() {
        return ConfigProvider.getConfig().getValue("quarkus.application.version", String.class);
    }
}

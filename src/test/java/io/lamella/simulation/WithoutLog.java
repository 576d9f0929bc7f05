package io.lamella.simulation;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// The pipeline logs nothing meanwhile: where everything goes wrong all the time, warnings are no news.
final class WithoutLog implements BeforeAllCallback, AfterAllCallback {
    private static final Logger LAMELLA = Logger.getLogger("io.lamella");

    @Override
    public void beforeAll(ExtensionContext context) {
        LAMELLA.setLevel(Level.OFF);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        LAMELLA.setLevel(null);
    }
}

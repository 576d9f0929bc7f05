package io.lamella.entry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class QuietLogTest {
    private static final Logger ALL = Logger.getLogger("");

    private Level before;

    @BeforeEach
    void logAll() {
        before = ALL.getLevel();
        ALL.setLevel(Level.ALL);
    }

    @AfterEach
    void restore() {
        ALL.setLevel(before);
    }

    @Test
    void nettyAndTheSdkDoNotWriteDownWhatTheyReceive() {
        QuietLog.begin();

        for (var name : new String[] {"io.netty.handler.logging.LoggingHandler", "software.amazon.awssdk.request"}) {
            assertThat(Logger.getLogger(name).isLoggable(Level.FINE)).as(name).isFalse();
            assertThat(LoggerFactory.getLogger(name).isDebugEnabled()).as(name).isFalse();
        }
    }
}

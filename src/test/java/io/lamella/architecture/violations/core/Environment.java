package io.lamella.architecture.violations.core;

import io.lamella.architecture.Breaks;
import io.lamella.architecture.Rule;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Properties;
import java.util.TimeZone;

final class Environment {

    @Breaks(Rule.CORE_READS_NO_ENVIRONMENT)
    String variable() {
        return System.getenv("HOME");
    }

    @Breaks(Rule.CORE_READS_NO_ENVIRONMENT)
    String property() {
        return System.getProperty("user.home");
    }

    @Breaks(Rule.CORE_READS_NO_ENVIRONMENT)
    Properties properties() {
        return System.getProperties();
    }

    @Breaks(Rule.CORE_READS_NO_ENVIRONMENT)
    boolean booleanProperty() {
        return Boolean.getBoolean("flag");
    }

    @Breaks(Rule.CORE_READS_NO_ENVIRONMENT)
    Integer integerProperty() {
        return Integer.getInteger("size");
    }

    @Breaks(Rule.CORE_READS_NO_ENVIRONMENT)
    Long longProperty() {
        return Long.getLong("size");
    }

    @Breaks(Rule.CORE_READS_NO_ENVIRONMENT)
    ZoneId zone() {
        return ZoneId.systemDefault();
    }

    @Breaks(Rule.CORE_READS_NO_ENVIRONMENT)
    TimeZone timeZone() {
        return TimeZone.getDefault();
    }

    @Breaks(Rule.CORE_READS_NO_ENVIRONMENT)
    Locale locale() {
        return Locale.getDefault();
    }
}

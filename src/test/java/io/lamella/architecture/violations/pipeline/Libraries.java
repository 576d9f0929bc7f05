package io.lamella.architecture.violations.pipeline;

import io.lamella.architecture.Breaks;
import io.lamella.architecture.Rule;
import io.opentelemetry.api.trace.Span;
import java.sql.Connection;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.schema.MessageType;
import software.amazon.awssdk.regions.Region;

final class Libraries {

    @Breaks(Rule.THE_SDK_STAYS_IN_ITS_ADAPTERS)
    Region amazon(Region region) {
        return region;
    }

    @Breaks(Rule.OPENTELEMETRY_STAYS_IN_ITS_ADAPTER)
    Span openTelemetry(Span span) {
        return span;
    }

    @Breaks(Rule.ARROW_STAYS_IN_ONE_PACKAGE)
    ArrowBuf arrow(ArrowBuf buffer) {
        return buffer;
    }

    @Breaks(Rule.JDBC_STAYS_IN_ITS_ADAPTER)
    Connection database(Connection connection) {
        return connection;
    }

    @Breaks(Rule.PARQUET_STAYS_IN_ONE_PACKAGE)
    MessageType parquet(MessageType type) {
        return type;
    }

    @Breaks(Rule.NOBODY_KNOWS_HADOOP)
    Configuration hadoop(Configuration configuration) {
        return configuration;
    }
}

package io.lamella.adapter.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
    private static final String PREFIX = "jdbc:postgresql:test:";

    private final List<String> calls = new ArrayList<>();
    private final Driver driver = proxy(Driver.class, "driver");

    /// Answers what it is asked for by its type, and fails where a transaction would be set.
    private <T> T proxy(Class<T> type, String name) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, given) -> {
            calls.add(name + "." + method.getName());
            return switch (method.getName()) {
                case "connect" -> ((String) given[0]).startsWith(PREFIX) ? proxy(Connection.class, "connection") : null;
                case "createStatement" -> throw new SQLException("not now");
                case "hashCode" -> 1;
                default -> null;
            };
        }));
    }

    @BeforeEach
    void register() throws SQLException {
        DriverManager.registerDriver(driver);
    }

    @AfterEach
    void deregister() throws SQLException {
        DriverManager.deregisterDriver(driver);
    }

    @Test
    void aConnectionThatCannotBePreparedIsCutOff() {
        assertThatThrownBy(() -> Connections.open(new PostgreSql(PREFIX), new Properties()))
                .hasMessage("not now");

        assertThat(calls).containsSubsequence("driver.connect", "connection.createStatement", "connection.abort");
    }
}

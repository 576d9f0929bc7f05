package io.lamella.adapter.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://host/shop?ssl=true&sslpassword=verySecret",
                "jdbc:mariadb://host/shop?keyStorePassword=verySecret&useCompression=true",
                "jdbc:mysql://host/shop?serverSslCert=x&trustStorePassword=verySecret"
            })
    void printsItselfWithoutSecrets(String url) {
        assertThat(new DatabaseUrl(url).toString())
                .startsWith("jdbc:")
                .doesNotContain("verySecret")
                .contains("…");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://reader:verySecret@host/shop",
                "jdbc:postgresql://reader:very/Secret@host/shop",
                "jdbc:mysql://reader:verySecret@host/shop",
                "jdbc:mariadb://host/shop?user=reader&password=verySecret",
                "jdbc:postgresql://host/shop?Password=verySecret"
            })
    void passwordsDoNotBelongIntoIt(String url) {
        assertThatThrownBy(() -> new DatabaseUrl(url))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("LAMELLA_JDBC_PASSWORD")
                .message()
                .doesNotContain("Secret");
    }

    @Test
    void otherDatabasesAreRefused() {
        assertThatThrownBy(() -> new DatabaseUrl("jdbc:oracle:thin:scott/tiger@host?password=verySecret"))
                .hasMessageContaining("jdbc:postgresql:, jdbc:mariadb: or jdbc:mysql:")
                .message()
                .doesNotContain("verySecret");
    }

    @Test
    void mySqlIsAskedByTheDriverOfMariaDb() {
        assertThat(MariaDb.of("jdbc:mysql://host/shop?a=b")).isEqualTo(new MariaDb("jdbc:mariadb://host/shop?a=b"));
    }
}

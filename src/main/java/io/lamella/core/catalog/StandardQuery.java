package io.lamella.core.catalog;

import io.lamella.core.schema.Column;
import io.lamella.core.table.Dataset;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A question about events of an app and what made users come, as SQL that Athena, Trino and DuckDB all understand.
///
/// @param description one sentence or two
public record StandardQuery(String name, String description, String sql) {
    private static final List<String> NAMES = List.of(
            "active-users",
            "active-users-with-price",
            "active-users-by-event",
            "active-users-by-campaign-log-id",
            "active-users-by-campaign-identity",
            "active-users-by-campaign-with-price-log-id",
            "active-users-by-campaign-with-price-identity",
            "active-users-by-country-and-campaign-log-id",
            "active-users-by-country-and-campaign-identity",
            "daily-funnel-users",
            "daily-funnel-events",
            "new-install-funnel-users",
            "new-install-funnel-events",
            "retention-users",
            "retention-events");

    /// The columns that they ask, by table.
    private static final Map<String, List<String>> COLUMNS = Map.of(
            "events",
            List.of("identity_adid", "country", "event_name", "log_id", "server_datetime", "quantity", "price"),
            "attributions",
            List.of("identity_adid", "partner", "campaign", "log_id", "server_datetime", "attribution_type"));

    public static List<StandardQuery> all() {
        return NAMES.stream().map(StandardQuery::read).toList();
    }

    /// Whether these are tables of which they can be asked.
    public static boolean fit(List<Dataset> datasets) {
        return COLUMNS.entrySet().stream()
                .allMatch(table -> datasets.stream()
                        .filter(dataset -> TableDefinition.name(dataset.name()).equals(table.getKey()))
                        .anyMatch(dataset -> dataset.decodedSchema().columns().stream()
                                .map(Column::name)
                                .toList()
                                .containsAll(table.getValue())));
    }

    private static StandardQuery read(String name) {
        var resource = "/queries/" + name + ".sql";
        try (InputStream stream = Objects.requireNonNull(StandardQuery.class.getResourceAsStream(resource), resource)) {
            var sql = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            // The first line is a comment that says what it answers.
            return new StandardQuery(name, sql.substring("-- ".length(), sql.indexOf('\n')), sql);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

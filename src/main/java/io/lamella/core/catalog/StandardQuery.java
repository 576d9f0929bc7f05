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
import java.util.Optional;
import java.util.stream.Collectors;

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

    /// The datasets whose tables they ask; none if one of the tables is not among these, or has not all of the columns.
    public static List<Dataset> asked(List<Dataset> datasets) {
        var asked = datasets.stream().filter(StandardQuery::isAsked).toList();
        return asked.size() == COLUMNS.size() ? asked : List.of();
    }

    private static boolean isAsked(Dataset dataset) {
        var columns =
                dataset.decodedSchema().columns().stream().map(Column::name).toList();
        return Optional.ofNullable(COLUMNS.get(TableDefinition.name(dataset.name())))
                .filter(columns::containsAll)
                .isPresent();
    }

    /// The tables that they ask, each with its columns, in words.
    public static String needs() {
        return COLUMNS.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(table -> table.getKey() + " (" + String.join(", ", table.getValue()) + ")")
                .collect(Collectors.joining(" and "));
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

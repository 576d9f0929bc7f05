package io.lamella.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.awscdk.assertions.Match.objectLike;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

class CatalogTest {
    private static final String EVERYTHING = """
            lake: {bucket: lake, prefix: warehouse}
            datasets:
              all-types:
                source: s3://landing/**
                columns:
                  id: string required
                  body: json
                  flag: boolean required
                  tiny: int8
                  small: int16
                  middle: int32
                  large: int64
                  single: float
                  exact: decimal(38,10)
                  other: double
                  day: date required
                  clock: time(millis)
                  finer: time
                  At: timestamp required
                  uid: uuid
                  blob: binary
                  items: array<struct<Sku:string,price:decimal(18,2),at:timestamp>>
                  counts: map<string,array<int64>>
                  country: string required
                partitions:
                  - country
                  - flag
                  - day
                  - y: year(At)
                  - m: month(At)
                  - d: day(At)
                  - h: hour(At)
            """;

    private final Template template = Deployment.of(EVERYTHING)
            .with("database", "Data-Lake")
            .with("projection-start", "2024-02-03")
            .template();

    @Test
    void describesTheFiles() {
        template.hasResourceProperties(
                "AWS::Glue::Table",
                Map.of(
                        "DatabaseName",
                        "data_lake",
                        "TableInput",
                        objectLike(Map.of(
                                "Name",
                                "all_types",
                                "StorageDescriptor",
                                objectLike(Map.of(
                                        "Location",
                                        "s3://lake/warehouse/tables/all-types/",
                                        "Columns",
                                        List.of(
                                                column("id", "string"),
                                                column("body", "string"),
                                                column("tiny", "tinyint"),
                                                column("small", "smallint"),
                                                column("middle", "int"),
                                                column("large", "bigint"),
                                                column("single", "float"),
                                                column("exact", "decimal(38,10)"),
                                                column("other", "double"),
                                                column("clock", "int"),
                                                column("finer", "bigint"),
                                                column("at", "timestamp"),
                                                column("uid", "binary"),
                                                column("blob", "binary"),
                                                column(
                                                        "items",
                                                        "array<struct<sku:string,price:decimal(18,2),at:timestamp>>"),
                                                column("counts", "map<string,array<bigint>>"))))))));
    }

    @Test
    void projectsEveryKindOfPartition() {
        template.hasResourceProperties(
                "AWS::Glue::Table",
                Map.of(
                        "TableInput",
                        objectLike(Map.of(
                                "PartitionKeys",
                                List.of(
                                        column("country", "string"),
                                        column("flag", "string"),
                                        column("day", "string"),
                                        column("y", "string"),
                                        column("m", "string"),
                                        column("d", "string"),
                                        column("h", "int")),
                                "Parameters",
                                objectLike(Map.ofEntries(
                                        Map.entry("projection.enabled", "true"),
                                        Map.entry("projection.country.type", "injected"),
                                        Map.entry("projection.flag.type", "enum"),
                                        Map.entry("projection.flag.values", "false,true"),
                                        Map.entry("projection.day.range", "2024-02-03,NOW+1DAY"),
                                        Map.entry("projection.y.format", "yyyy"),
                                        Map.entry("projection.y.range", "2024,NOW+1DAY"),
                                        Map.entry("projection.y.interval.unit", "YEARS"),
                                        Map.entry("projection.m.range", "2024-02,NOW+1DAY"),
                                        Map.entry("projection.m.interval.unit", "MONTHS"),
                                        Map.entry("projection.d.type", "date"),
                                        Map.entry("projection.d.interval.unit", "DAYS"),
                                        Map.entry("projection.h.range", "0,23"),
                                        Map.entry("projection.h.digits", "2")))))));
    }

    /// Glue knows names in lower case only, and Athena would look for folders of such names.
    @Test
    void tellsTheFoldersOfPartitionsWithUpperCaseLetters() {
        var upper =
                Deployment.of(Deployment.EVENTS.replace("- date:", "- Day:")).template();
        upper.hasResourceProperties(
                "AWS::Glue::Table",
                Map.of(
                        "TableInput",
                        objectLike(Map.of(
                                "PartitionKeys", List.of(Map.of("Name", "day", "Type", "string")),
                                "Parameters",
                                        objectLike(Map.of(
                                                "storage.location.template",
                                                "s3://lake/tables/events/Day=${day}/"))))));
    }

    @Test
    void projectsNothingForATableWithoutPartitions() {
        var flat = Deployment.of("""
                lake: {bucket: lake}
                datasets:
                  flat: {source: "s3://landing/**", columns: {id: string}}
                """).template();
        flat.hasResourceProperties(
                "AWS::Glue::Table",
                Map.of(
                        "TableInput",
                        objectLike(Map.of("Parameters", Map.of("classification", "parquet", "EXTERNAL", "TRUE")))));
    }

    @Test
    void savesTheQueriesThatFitTheTables() throws IOException {
        var example = Deployment.of(Files.readString(Path.of("../src/docs/lamella.example.yaml")))
                .template();

        example.resourceCountIs("AWS::Athena::NamedQuery", 15);
        example.hasResourceProperties(
                "AWS::Athena::NamedQuery",
                Map.of(
                        "Database",
                        "lamella",
                        "Name",
                        "lamella-retention-users",
                        "QueryString",
                        Match.stringLikeRegexp("-- Retention: [\\s\\S]*FROM cohort c[\\s\\S]*")));
        template.resourceCountIs("AWS::Athena::NamedQuery", 0);
    }

    @Test
    void warnsOfPartitionsThatAthenaDoesNotFind() {
        var nullable = Deployment.of(Deployment.EVENTS.replace("timestamp required", "timestamp"));
        Annotations.fromStack(nullable.stack())
                .hasWarning("/Lamella/Catalog", Match.stringLikeRegexp(".*rows of events whose at is null.*"));
        assertThat(Annotations.fromStack(Deployment.ofEvents().stack())
                        .findWarning("/Lamella/Catalog", Match.anyValue()))
                .isEmpty();
    }

    private static Map<String, String> column(String name, String type) {
        return Map.of("Name", name, "Type", type);
    }
}

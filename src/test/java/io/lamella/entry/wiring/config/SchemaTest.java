package io.lamella.entry.wiring.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The schema for editors and the loader say the same.
class SchemaTest {

    private static final LakeFileSchema SCHEMA = new LakeFileSchema();
    private static final Path EXAMPLE = Path.of("src/docs/lamella.example.yaml");

    @ParameterizedTest
    @MethodSource("maps")
    void hasTheKeysThatTheLoaderKnows(String map, List<String> keys) {
        assertThat(SCHEMA.keys(map)).extracting(LakeFileSchema.Key::name).containsExactlyElementsOf(keys);
    }

    static Stream<Arguments> maps() {
        return Stream.of(
                Arguments.of("lake", LakeReader.KEYS),
                Arguments.of("dataset", DatasetReader.KEYS),
                Arguments.of("format", FormatReader.KEYS),
                Arguments.of("column", ColumnReader.KEYS),
                Arguments.of("partition", PartitionsReader.KEYS),
                Arguments.of("sort", SortReader.KEYS),
                Arguments.of("bloomFilter", BloomFilterReader.KEYS),
                Arguments.of("badRows", BadRowsReader.KEYS),
                Arguments.of("settle", SettleReader.KEYS),
                Arguments.of("merge", MergeReader.KEYS));
    }

    @Test
    void hasTheKeysOfTheWholeFile() {
        assertThat(SCHEMA.rootKeys()).containsExactlyElementsOf(ConfigLoader.KEYS);
    }

    /// To write a default down changes nothing.
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("defaults")
    void hasTheDefaultsOfTheLoader(String map, String key, String written, String omitted) {
        assertThat(ConfigLoader.parse("lamella.yaml", written)).isEqualTo(ConfigLoader.parse("lamella.yaml", omitted));
        assertThat(SCHEMA.complaints(written)).isEmpty();
    }

    static Stream<Arguments> defaults() {
        return Stream.of(
                        defaults("lake", """
                                lake: {bucket: my-lake%s}
                                datasets: {events: {source: "s3://landing/*", columns: {at: string}}}
                                """),
                        defaults("dataset", """
                                lake: {bucket: my-lake}
                                datasets: {events: {source: "s3://landing/*", columns: {at: string}%s}}
                                """),
                        defaults("format", """
                                lake: {bucket: my-lake}
                                datasets: {events: {source: "s3://landing/*", columns: {at: string}, format: {type: csv%s}}}
                                """),
                        defaults("column", """
                                lake: {bucket: my-lake}
                                datasets: {events: {source: "s3://landing/*", columns: {at: {type: timestamp%s}}}}
                                """),
                        defaults("partition", """
                                lake: {bucket: my-lake}
                                datasets: {events: {source: "s3://landing/*", columns: {at: string, b: string}, partitions: [{column: at%s}]}}
                                """),
                        defaults("merge", """
                                lake: {bucket: my-lake}
                                datasets: {events: {source: "s3://landing/*", columns: {at: string}}}
                                merge: {sources: "s3://exports"%s}
                                """))
                .flatMap(all -> all);
    }

    private static Stream<Arguments> defaults(String map, String file) {
        return SCHEMA.keys(map).stream()
                .filter(key -> key.standard().isPresent())
                .map(key -> Arguments.of(
                        map,
                        key.name(),
                        file.formatted(", " + key.name() + ": " + key.standard().get()),
                        file.formatted("")));
    }

    @Test
    void takesTheExampleAndTheLoaderDoesToo() throws IOException {
        Config example = ConfigLoader.load(EXAMPLE);

        assertThat(SCHEMA.complaints(Files.readString(EXAMPLE))).isEmpty();
        assertThat(example.datasets()).extracting(dataset -> dataset.name()).containsExactly("events", "attributions");
        assertThat(example.datasets())
                .allSatisfy(dataset -> assertThat(dataset.partitions())
                        .singleElement()
                        .hasToString("PartitionField[name=date, column=server_datetime, transform=DAY]"));
    }

    @ParameterizedTest
    @MethodSource("io.lamella.entry.wiring.config.ConfigValuesTest#types")
    void knowsTheType(String text, Object type) {
        assertThat(SCHEMA.complaints(column(text))).isEmpty();
        assertThat(SCHEMA.complaints(column(text + " required"))).isEmpty();
        assertThat(SCHEMA.complaints(column("{type: \"" + text + "\"}"))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("alternatives")
    void takesWhatTheLoaderTakes(String dataset) {
        String file = """
                lake: {bucket: my-lake, prefix: x, interval: PT5M}
                datasets: {events: {columns: {id: string, at: timestamp}, %s}}
                """.formatted(dataset);

        assertThat(ConfigLoader.parse("lamella.yaml", file).datasets()).hasSize(1);
        assertThat(SCHEMA.complaints(file)).isEmpty();
    }

    static List<String> alternatives() {
        String source = "source: 's3://landing/*', ";
        return List.of(
                "sources: ['s3://landing/a', 's3://landing/b']",
                source + "format: tsv",
                source + "format: json",
                source + "format: {type: json, records: data.items, extra-fields: reject}",
                source + "format: {type: jsonl, extra-fields: reject, charset: UTF-8, max-row-size: 1024}",
                source + "format: {type: csv, delimiter: \"\\t\", quote: none, escape: '\\', comment: '#'}",
                source + "partitions: [id, date: day(at), {name: month, column: at, transform: month}]",
                source + "partitions: [country: id, country2: identity(id)]",
                source + "row-group-size: 1048576, part-size: 600 MB, max-dead-bytes: 1GiB",
                source + "codec: gzip(9)",
                source + "codec: none",
                source + "bad-rows: refuse",
                source + "bad-rows: {max: 0}",
                source + "append: never",
                source + "freshness: 0s, seal-after: 1d12h, settle: {after: P2D, window: '22:00-24:00'}");
    }

    @Test
    void complainsOfWhatIsMissingUnknownOrMisspelled() {
        assertThat(SCHEMA.complaints(column("decimel(18,10)"))).isNotEmpty();
        assertThat(SCHEMA.complaints("lake: {bucket: my-lake}")).isNotEmpty();
        assertThat(SCHEMA.complaints(column("string").replace("source", "sauce")))
                .isNotEmpty();
        assertThat(SCHEMA.complaints(column("{type: string, nulls: [1]}"))).isNotEmpty();
        assertThat(SCHEMA.complaints(column("{type: string, position: 0}"))).isNotEmpty();
    }

    private static String column(String column) {
        return """
                lake: {bucket: my-lake}
                datasets:
                  events:
                    source: s3://landing/*.csv
                    columns:
                      id: %s
                """.formatted(column);
    }
}

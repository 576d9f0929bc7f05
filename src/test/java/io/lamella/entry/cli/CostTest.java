package io.lamella.entry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostTest {
    private static final Path PRICES = Path.of("src/main/resources/io/lamella/core/cost/prices.properties");

    @TempDir
    private Path folder;

    private static Outcome cost(String arguments) {
        return Outcome.lamella((Object[]) ("cost " + arguments).split(" ", -1));
    }

    @Test
    void multipliesRequestsWithTheirPrices() throws IOException {
        var json = cost("--objects 1000000 --bytes 1GB --json").json();

        assertThat(json.path("pricesOf").asText()).isEqualTo("2026-11-21");
        var puts = json.path("landed").path(0);
        assertThat(puts.path("quantity").asDouble()).isEqualTo(2_000_000);
        assertThat(puts.path("dollars").asDouble()).isCloseTo(10, within(1e-9));
    }

    @Test
    void takesANumberWithoutAUnitForBytes() {
        assertThat(cost("--objects 1000 --bytes 1000000 --json").out().strip())
                .isNotEmpty()
                .isEqualTo(cost("--objects 1000 --bytes 1MB --json").out().strip());
    }

    @Test
    void takesOtherPrices() throws IOException {
        var file = folder.resolve("prices.properties");
        Files.writeString(
                file,
                Files.readString(PRICES)
                        .replace("region = us-east-1", "region = sa-east-1")
                        .replace("per-1000 = 0.005", "per-1000 = 0.01"));

        var printed = cost("--objects 1000 --bytes 1MB --prices " + file).out();

        assertThat(printed).contains("list prices of sa-east-1 on 2026-11-21");
        assertThat(printed).containsPattern("puts and lists, ingest +2,000 +0\\.0200");
    }

    @ParameterizedTest
    @CsvSource({
        "s3.storage.per-gb-month = 0.023, s3.storage.per-gb-month = much, must be a price in US dollars such as 0.005 but is `much`",
        "s3.storage.per-gb-month = 0.023, s3.storage.per-gb-month = -1, must be a price of 0 or more but is `-1`",
        "s3.storage.per-gb-month = 0.023, '', is missing; all prices are needed",
        "date = 2026-11-21, date = today, `date` must be the day the prices are of",
    })
    void tellsWhatIsWrongWithAFileOfPrices(String was, String is, String message) throws IOException {
        var file = folder.resolve("prices.properties");
        Files.writeString(file, Files.readString(PRICES).replace(was, is));

        var outcome = cost("--objects 1000 --bytes 1MB --prices " + file);

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains(file.toString()).contains(message);
    }

    @ParameterizedTest
    @CsvSource({
        "--objects 0 --bytes 1MB, objects must be positive but was 0",
        "--objects 10 --bytes many, '--bytes: `many` is not a size; write it as `64MiB`, `500MB` or in bytes'",
        "--objects 10 --bytes 1MB --over soon, --over: `soon` is not a duration",
        "--objects 10 --bytes 1MB --partitions 11, partitions must be 1 to objects × partitions per object but was 11",
        "--objects 10 --bytes 1MB --partitions-per-object 2, partitions per object must be 1 to the number of partitions",
        "--objects 10 --bytes 1MB --interval 0s, interval must be a second at least",
        "--bytes 1MB, Missing required option: '--objects",
    })
    void tellsWhatIsWrongWithAWorkload(String arguments, String message) {
        var outcome = cost(arguments);

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains(message);
    }
}

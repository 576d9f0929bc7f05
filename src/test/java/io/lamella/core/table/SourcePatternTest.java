package io.lamella.core.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcePatternTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            a.csv              | a.csv
            *.csv              | a.csv
            *.csv              | .csv
            *                  | 국가
            ?                  | 국
            ?                  | 😀
            events/**/*.csv.gz | events/a.csv.gz
            events/**/*.csv.gz | events/2026/a.csv.gz
            events/**/*.csv.gz | events/2026/01/a.csv.gz
            **/*.csv           | a.csv
            **/*.csv           | x/y/a.csv
            **                 | x/y/a.csv
            events/**          | events/x/y
            events/**          | events/
            a**z               | a/b/z
            *.{csv,tsv}        | a.csv
            *.{csv,tsv}        | a.tsv
            *.csv{,.gz,.zst}   | a.csv
            *.csv{,.gz,.zst}   | a.csv.zst
            {a,b{c,d/*}e}f     | af
            {a,b{c,d/*}e}f     | bcef
            {a,b{c,d/*}e}f     | bd/xxef
            {x/**/y,z}.csv     | x/y.csv
            a,b                | a,b
            \\*\\{\\}\\?\\,\\\\ | *{}?,\\
            """)
    void takes(String pattern, String key) {
        assertThat(matches(pattern, key)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            a.csv              | b.csv
            a.csv              | a.csv.gz
            a.csv              | xa.csv
            a.csv              | aXcsv
            *.csv              | x/a.csv
            ?                  | /
            ?                  | ab
            events/**/*.csv.gz | eventsa.csv.gz
            events/**/*.csv.gz | events/x/a.csv
            a/**/b             | a/xb
            a/**/b             | ab
            **/*.csv           | a.CSV
            events/**          | events
            *.{csv,tsv}        | a.{csv,tsv}
            *.{csv,tsv}        | a.
            {a,b{c,d/*}e}f     | bd/x/xef
            """)
    void leaves(String pattern, String key) {
        assertThat(matches(pattern, key)).isFalse();
    }

    @Test
    void leavesOtherBuckets() {
        assertThat(new SourcePattern("landing", "**").matches("landing-2", "a")).isFalse();
    }

    @Test
    @Timeout(5)
    void matchesInBoundedTimeWhateverThePattern() {
        String stars = "*a".repeat(400) + "b";
        String choices = "{a,aa}".repeat(150) + "b";

        assertThat(matches(stars, "a".repeat(1024))).isFalse();
        assertThat(matches(choices, "a".repeat(1024))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            events/2026/*.csv | events/2026/
            events/2026-??/*  | events/2026-
            {a,b}/c           | ''
            a/{b,c}           | a/
            **                | ''
            a/b.csv           | a/b.csv
            a\\*b/*           | a*b/
            """)
    void hasTheLiteralPrefixOfItsKeys(String pattern, String prefix) {
        assertThat(new SourcePattern("landing", pattern).prefix()).isEqualTo(prefix);
    }

    @Test
    void isParsedFromAUri() {
        assertThat(SourcePattern.parse("s3://landing/events/**/*.csv.gz"))
                .isEqualTo(new SourcePattern("landing", "events/**/*.csv.gz"))
                .hasToString("s3://landing/events/**/*.csv.gz");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            landing/a/*     | must be `s3://<bucket>/<pattern>` but was `landing/a/*`
            S3://landing/a  | must be `s3://<bucket>/<pattern>` but was `S3://landing/a`
            s3://landing    | `s3://landing` names no keys; `s3://landing/**` takes every object of the bucket
            s3://landing/   | `s3://landing/` names no keys; `s3://landing/**` takes every object of the bucket
            s3://landing/a/ | `s3://landing/a/` names a folder, not its objects; did you mean `s3://landing/a/**`?
            s3://land*/a    | bucket must be 3 to 63 lower-case letters, digits, `-` and `.`, beginning and ending with a letter or digit, but was `land*`
            s3://landing/{a | the pattern `{a` opens a `{` at character 1 that is never closed; for the character itself write `\\{`
            s3://landing/a} | the pattern `a}` closes a `}` at character 2 that was never opened; for the character itself write `\\}`
            s3://landing/a\\ | the pattern `a\\` ends in `\\`, which must stand before a character; for itself write `\\\\`
            """)
    void saysWhatIsWrongWithAUri(String uri, String message) {
        assertThatThrownBy(() -> SourcePattern.parse(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void refusesAPatternLongerThanAnyKey() {
        assertThatThrownBy(() -> new SourcePattern("landing", "a".repeat(1025)))
                .hasMessageEndingWith("must have 1024 characters at most but has 1025");
    }

    @ParameterizedTest
    @CsvSource({
        "**, true",
        "landing/**, false",
        "lake/tables/**, true",
        "lake/**/*.csv, true",
        "lake/other/*, false",
        "l*/*.csv, false",
        "'{landing,lake}/**', true"
    })
    void wouldFeedOnTheLakeIfItMayMatchBelowItsFolders(String pattern, boolean feeds) {
        var lake = new Lake("my-lake", "lake/", Duration.ofMinutes(10));

        assertThat(lake.feeds(new SourcePattern("my-lake", pattern))).isEqualTo(feeds);
        assertThat(lake.feeds(new SourcePattern("landing", pattern))).isFalse();
    }

    private static boolean matches(String pattern, String key) {
        return new SourcePattern("landing", pattern).matches("landing", key);
    }
}

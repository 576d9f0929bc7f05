package io.lamella.entry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Drafts of NDJSON, and of what is nested in it.
class InferJsonTest extends InferFixture {
    @Test
    void jsonIsReadByKeys() throws IOException {
        var draft = drafted(file("sample.ndjson", """
                {"id":"0017","n":1,"price":"12.30","tags":["a",null],"odd key":true,"mixed":1,"user":{"x":[]}}
                {"id":"0018","n":2,"price":"1.5","tags":[],"mixed":"one","late":"2026-03-01T00:00:00Z"}
                {"n":null}
                """));

        assertThat(dataset(draft).columns().stream()
                        .map(source ->
                                source.column().name() + " " + source.column().type()))
                .containsExactly(
                        "id Text[]",
                        "n Int[bits=64]",
                        "price Decimal[precision=18, scale=2]",
                        "tags Array[element=Text[]]",
                        "odd key Bool[]",
                        "mixed Text[]",
                        "user Struct[fields=[Field[name=x, type=Array[element=Text[]]]]]",
                        "late Timestamp[unit=MICROS, adjustedToUtc=true]");
        assertThat(draft)
                .contains(
                        "UNSURE: 1 of 2 values are JSON strings",
                        "user.x[]: the sample has no value, so any type would do");
    }

    @Test
    void nestedJsonIsDraftedByWhatStandsInIt() throws IOException {
        var draft = drafted(file("sample.ndjson", """
                {"items":[{"sku":"a","price":1.50,"at":"2026-03-01T00:00:00Z","days":["03.04.2026"]}],"mixed":[1],"words":{"a b":1}}
                {"items":[{"sku":"b","price":12,"extra":{"n":1}},null],"mixed":{"a":1},"words":{"c":2}}
                {"items":[],"mixed":null,"words":null}
                """));

        assertThat(draft)
                .contains(
                        "items: array<struct<sku:string,price:decimal(18,2),at:timestamp,days:array<string>,extra:struct<n:int64>>>")
                .contains("mixed: json", "words: json", "UNSURE: no type takes all of these arrays and objects")
                .contains(
                        "# 3 of 3 values are arrays, with 3 elements",
                        "# items[].price: decimal(18,2): 2 of 2 values fit; longest 1.50; no null among them",
                        "# items[].days[]: string, since a type inside another has no format of its own");
    }

    @Test
    void keysThatVaryMayBeThoseOfAMap() throws IOException {
        var draft = drafted(file("sample.ndjson", """
                {"scores":[{"ann":1,"bob":2}],"same":{"a":1}}
                {"scores":[{"ann":4,"eve":5}],"same":{"a":2}}
                """));

        assertThat(draft)
                .contains("scores: array<struct<ann:int64,bob:int64,eve:int64>>")
                .contains("# UNSURE: scores[]: 2 of 3 keys are not in every object, such as bob,")
                .contains("1 thing for you to decide, marked UNSURE")
                .doesNotContain("scores[]: scores", "UNSURE: same");
    }

    @Test
    void objectsWhoseKeysDifferInCaseOnlyAreJson() throws IOException {
        var draft = drafted(file("sample.ndjson", "{\"s\":{\"a\":1,\"A\":2},\"t\":[{\"b\":1}]}\n"));

        assertThat(draft).contains("s: json", "t: array<struct<b:int64>>");
    }

    @Test
    void wordsForNullInAListMakeItsNumbersText() throws IOException {
        var draft = drafted(file("sample.ndjson", "{\"a\":[5.5,\"NA\"]}\n{\"a\":[1]}\n"));

        assertThat(draft).contains("a: array<string>");
    }

    @Test
    void smallNumbersInAListAreExact() throws IOException {
        var draft = drafted(file("sample.ndjson", "{\"a\":[0.0000001,2.5],\"b\":{\"c\":1e-8}}\n"));

        assertThat(draft).contains("a: array<decimal(18,7)>", "b: struct<c:decimal(18,8)>");
    }

    @Test
    void whatLiesTooDeepIsJson() throws IOException {
        int depth = 40;
        var draft = drafted(file("sample.ndjson", "{\"a\":" + "[".repeat(depth) + "1" + "]".repeat(depth) + "}\n"));

        assertThat(draft).contains("a: " + "array<".repeat(16) + "json" + ">".repeat(16));
    }

    @Test
    void objectsOfManyKeysAreJson() throws IOException {
        var keys = IntStream.range(0, 200).mapToObj(i -> "\"k" + i + "\":" + i).collect(Collectors.joining(","));

        assertThat(drafted(file("sample.ndjson", "{\"a\":{" + keys + "}}\n")))
                .contains("a: json", "If the keys are values");
    }
}

package io.lamella.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamella.core.decode.InputFormat;
import io.lamella.core.event.SliceTask;
import io.lamella.core.table.PartitionPath;
import io.lamella.core.table.Receipt;
import io.lamella.core.table.Receipt.Outcome;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is odd, very long, very many or nothing at all, from the notification to the table.
abstract class LimitsContract {
    /// As long as S3 allows.
    private static final String LONGEST_KEY = longestKey();

    private static final String ODD_KEY = "in/a=b/100%/%41/c+d/e f/'g'\"h\"/\uD83E\uDD86/i\nj/k..l/~&$@;:,?.csv";

    final TestLake lake = new TestLake();

    abstract ObjectStore store();

    @BeforeEach
    void moveIn() {
        lake.moveTo(store());
    }

    private static String longestKey() {
        var folders = (("x".repeat(100) + "\u00e9".repeat(50)) + "/").repeat(5);
        return folders + "y".repeat(1024 - folders.getBytes(StandardCharsets.UTF_8).length);
    }

    /// Handles the notification that S3 sends of an object.
    private List<Receipt> notified(SliceTask landed) {
        var source = landed.source();
        var key = URLEncoder.encode(source.key(), StandardCharsets.UTF_8);
        return lake.handle("""
                {"Records":[{"eventSource":"aws:s3","eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"landing"},\
                "object":{"key":"%s","size":%d,"eTag":"%s"}}}]}""".formatted(key, source.size(), source.etag()), lake.stages());
    }

    private Receipt convert(SliceTask landed) {
        var receipts = notified(landed);
        assertThat(receipts).hasSize(1);
        return receipts.getFirst();
    }

    private void publish() {
        lake.requests.stream().map(request -> request.partition()).distinct().forEach(lake::compact);
        assertThat(lake.list("staged/")).isEmpty();
    }

    private static String quoted(String value) {
        return "\"" + value.replace("\"", "\"\"") + "\"";
    }

    @Test
    void keysMayBeAsLongAsS3AllowsAndHaveAnyCharacter() {
        assertThat(LONGEST_KEY.getBytes(StandardCharsets.UTF_8)).hasSize(1024);
        int id = 0;
        for (var key : List.of(LONGEST_KEY, ODD_KEY)) {
            var landed = lake.land(key, id, ++id, "x");
            assertThat(convert(landed).task().source()).isEqualTo(landed.source());
        }

        publish();

        assertThat(lake.ids()).isEqualTo(TestLake.range(0, 2));
        assertThat(lake.list(""))
                .allSatisfy(info -> assertThat(info.location().key()).matches("[\\x21-\\x7e]{1,1024}"));
    }

    @Test
    void rowsThatAreRejectedNameTheKeyAsItIs() throws IOException {
        convert(lake.land(ODD_KEY, "id,name\nnone,x\n"));

        var file = lake.list("quarantine/").getFirst();
        assertThat(new ObjectMapper().readTree(lake.bytes(file)).path("source").asText())
                .isEqualTo("s3://landing/" + ODD_KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=b",
                "100%",
                "%41",
                "a/b",
                "../../b",
                "..",
                ".",
                ".hidden",
                "a+b",
                " a b ",
                "'a' \"b\"",
                "\uD83E\uDD86",
                "a\nb\r\tc",
                "\u0000",
                "C:\\a*?<>|",
                "a#b&c;d",
                "__HIVE_DEFAULT_PARTITION__",
                "part-000001.parquet"
            })
    void partitionsMayHaveAnyValue(String value) {
        lake.partitionByName();
        var receipt =
                convert(lake.land("a.csv", "id,name\n1," + quoted(value) + "\n2,plain\n3," + quoted(value) + "\n"));
        var partition = new PartitionPath().add("name", value).toString();

        assertThat(receipt.outcome()).isEqualTo(Outcome.STAGED);
        assertThat(receipt.in(partition).orElseThrow().rows()).isEqualTo(2);
        publish();

        assertThat(lake.ids()).containsExactly(1L, 2L, 3L);
        assertThat(lake.list("tables/t/" + partition + "/")).hasSize(1);
        assertThat(lake.list(""))
                .allSatisfy(info ->
                        assertThat(info.location().key().split("/")).noneMatch(segment -> segment.matches("\\.+|")));
        assertThat(lake.list("tables/t/")).hasSize(2);
    }

    @Test
    void aPartitionThatNoKeyHasRoomForRefusesTheObject() {
        lake.partitionByName();
        var landed = lake.land("a.csv", "id,name\n1," + "\uD83E\uDD86".repeat(300) + "\n");

        assertThatThrownBy(() -> notified(landed)).hasStackTraceContaining("1,024 bytes");

        assertThat(lake.convert(landed).reason().orElseThrow()).contains("name=\uD83E\uDD86", "Mend the value");
        assertThat(lake.list("staged/")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"id,name", "id,name\n", "id,name\r\n\r\n\n", "\uFEFFid,name\n"})
    void anObjectOfNothingButAHeaderHasAReceiptAndNoRows(String text) {
        var receipt = convert(lake.land("a.csv", text));

        assertThat(receipt.outcome()).isEqualTo(Outcome.STAGED);
        assertThat(receipt.rows()).isZero();
        assertThat(receipt.rejected()).isZero();
        assertThat(lake.list("").stream().map(info -> info.location().key()))
                .singleElement()
                .satisfies(key -> assertThat(key).startsWith("receipts/"));
        assertThat(notified(lake.land("a.csv", text)))
                .extracting(Receipt::outcome)
                .containsOnly(Outcome.STAGED);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            csv,    ``,           STAGED,  0
            csv,    `\\n`,        STAGED,  0
            csv,    `\\r\\n\\n\\n`, STAGED,  0
            csv,    `<mark>`,     STAGED,  0
            csv,    `x`,          REFUSED, 0
            ndjson, ``,           STAGED,  0
            ndjson, `\\n`,        STAGED,  0
            ndjson, `\\r\\n\\n\\n`, STAGED,  0
            ndjson, `<mark>`,     STAGED,  0
            ndjson, `x`,          STAGED,  1
            ndjson, `{`,          STAGED,  1
            """)
    void objectsOfNothingOrOfOneByteHaveAReceipt(String format, String text, Outcome outcome, int rejected) {
        lake.readAs(format.equals("csv") ? InputFormat.Csv.DEFAULT : InputFormat.NdJson.DEFAULT);

        var receipt = lake.convert(lake.land("a", text.translateEscapes().replace("<mark>", "\uFEFF")));

        assertThat(receipt.outcome()).isEqualTo(outcome);
        assertThat(receipt.rows()).isZero();
        assertThat(receipt.rejected()).isEqualTo(rejected);
        assertThat(lake.list("staged/")).isEmpty();
        assertThat(lake.list("quarantine/")).hasSize(rejected);
        assertThat(lake.requests).isEmpty();
    }

    @Test
    void manyMorePartitionsThanFitIntoMemoryAreMadeInPasses() {
        lake.partitionByName();
        int partitions = Conversion.MAX_OPEN * 2 + 100;
        var text = IntStream.range(0, 2 * partitions)
                .mapToObj(id -> id + ",n" + id % partitions)
                .collect(Collectors.joining("\n", "id,name\n", "\nnone,x\n"));

        var receipt = convert(lake.land("a.csv", text));

        assertThat(receipt.partitions())
                .hasSize(partitions)
                .allSatisfy(staged -> assertThat(staged.rows()).isEqualTo(2));
        assertThat(receipt.rejected()).isEqualTo(1);
        assertThat(lake.requests).hasSize(partitions);
        assertThat(lake.list("staged/")).hasSize(partitions);
        assertThat(new String(lake.bytes(lake.list("quarantine/").getFirst()), StandardCharsets.UTF_8).lines())
                .hasSize(1);
        lake.compact("name=n0");
        lake.compact("name=n" + (partitions - 1));
        assertThat(lake.ids()).containsExactly(0L, partitions - 1L, (long) partitions, 2L * partitions - 1);
    }

    @Test
    void partitionsThatAreFarTooManyRefuseTheObject() {
        lake.partitionByName();
        var text = IntStream.rangeClosed(0, Conversion.MAX_PARTITIONS)
                .mapToObj(id -> id + ",n" + id)
                .collect(Collectors.joining("\n", "id,name\n", "\n"));

        assertThatThrownBy(() -> notified(lake.land("a.csv", text)))
                .hasStackTraceContaining("more than 20000 partitions");
        assertThat(lake.list("staged/")).isEmpty();
    }
}

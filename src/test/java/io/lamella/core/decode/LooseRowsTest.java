package io.lamella.core.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LooseRowsTest {
    private static final List<ColumnSource> COLUMNS = List.of(
            ColumnSource.of(new Column("id", new ColumnType.Int(64), true)),
            ColumnSource.of(new Column("name", new ColumnType.Text(), false)));

    private static LooseRows of(InputFormat format, byte[] beginning) {
        return LooseRows.of(format, COLUMNS, ByteBuffer.wrap(beginning), true);
    }

    private static LooseRows csv() {
        return of(InputFormat.Csv.DEFAULT, "id,name\n1,x\n".getBytes(UTF_8));
    }

    @Test
    void findsTheHeaderAndTheMarkInFrontOfIt() {
        assertThat(csv().lead()).asString(UTF_8).isEqualTo("id,name\n");
        assertThat(of(InputFormat.Csv.DEFAULT, "\ufeffname,\"id\"\r\nx,1\r\n".getBytes(UTF_8))
                        .lead())
                .asString(UTF_8)
                .isEqualTo("\ufeffname,\"id\"\r\n");
        assertThat(of(InputFormat.NdJson.DEFAULT, "{\"id\":1}\n".getBytes(UTF_8))
                        .lead())
                .isEmpty();
    }

    @Test
    void findsTheHeaderOfACompressedObject() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write("id,name\n1,x\n".repeat(5_000).getBytes(UTF_8));
        }

        assertThat(of(InputFormat.Csv.DEFAULT, bytes.toByteArray()).lead())
                .asString(UTF_8)
                .isEqualTo("id,name\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1,x", "y,x", "1", "1,\"x\"", "1,\"x\ny\"", "1,\"x\"\"y\"", "1,\"x\"y", "\"a\",\"b\",\"c\""})
    void takesARowThatEndsWhateverFollows(String row) {
        assertThat(csv().isRow(row.getBytes(ISO_8859_1))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1,\"x", "\"", "1,x\n2,y", "1,x\r2,y", "1,\"x\ny\"\n2,\"z", "3,\"300\n4,4", "1,\"x\ny\"\n2,z"
            })
    void leavesWhatIsNotOneRowOfItsOwn(String row) {
        assertThat(csv().isRow(row.getBytes(ISO_8859_1))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "data", "data.some \"items\""})
    void recordsOfAJsonDocumentAreRecordsAgain(String path) {
        var format = new InputFormat.Json(
                UTF_8,
                1024 * 1024,
                InputFormat.Unexpected.IGNORE,
                path.isEmpty() ? List.of() : List.of(path.split("\\.")));
        var records = List.of("{\"id\":1,\n \"name\":\"]\"}", "7", "\"x\"", "[{\"id\":2}]", "{\"id\":[}}");
        var loose = of(format, "{}".getBytes(UTF_8));
        var text = new ByteArrayOutputStream();
        text.writeBytes(loose.lead());
        for (var row : records) {
            assertThat(loose.isRow(row.getBytes(UTF_8))).as(row).isTrue();
            loose.write(row.getBytes(UTF_8), text);
        }

        var decoded = Decoded.of(format, Decoded.columns("id", "name"), text.toByteArray());

        assertThat(decoded.rows()).containsExactly(List.of("1", "]"));
        assertThat(decoded.bad()).extracting(Decoded.Bad::raw).containsExactlyElementsOf(records.subList(1, 5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}{}", "{},{}", "1 2", "]", "\"x", " {}", "{} "})
    void leavesWhatIsNotOneRecord(String raw) {
        assertThat(of(InputFormat.Json.DEFAULT, "[]".getBytes(UTF_8)).isRow(raw.getBytes(UTF_8)))
                .isFalse();
    }

    /// Rows in a row are what each of them is alone, whatever they are made of.
    @Test
    void rowsThatAreTakenStayRowsBesideEachOther() {
        var random = new Random(11);
        var csv = csv();
        for (int run = 0; run < 300; run++) {
            var text = new StringBuilder("id,name\n");
            int taken = 0;
            for (int i = 0; i < 20; i++) {
                var row = row(random);
                if (csv.isRow(row.getBytes(UTF_8))) {
                    text.append(row).append('\n');
                    taken++;
                }
            }
            assertThat(rows(text.toString())).as(text.toString()).isEqualTo(taken);
        }
    }

    private static String row(Random random) {
        var row = new StringBuilder();
        for (int i = random.nextInt(8); i >= 0; i--) {
            row.append("1x,\"\"\n\r".charAt(random.nextInt(7)));
        }
        return row.toString();
    }

    private static int rows(String text) {
        var rows = new AtomicInteger();
        try (var decoder = Decoders.open(InputFormat.Csv.DEFAULT, COLUMNS)) {
            decoder.offer(ByteBuffer.wrap(text.getBytes(UTF_8)));
            for (boolean end = false, more = true; more; ) {
                more = decoder.advance(batch ->
                        rows.addAndGet(batch.accepted() + batch.rejected().size()));
                if (!more && !end) {
                    decoder.end();
                    end = true;
                    more = true;
                }
            }
        }
        return rows.get();
    }

    @Test
    void takesRowsOfAnyBytes() {
        assertThat(csv().isRow(new byte[] {'1', ',', (byte) 0xe9})).isTrue();
    }

    @Test
    void refusesAHeaderThatDoesNotFit() {
        assertThatThrownBy(() -> of(InputFormat.Csv.DEFAULT, "nothing,name\n1,x\n".getBytes(UTF_8)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("id");
    }

    @Test
    void refusesWhatItCannotTakeApart() {
        assertThatThrownBy(() -> of(InputFormat.Csv.DEFAULT, new byte[0]))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("header");
        assertThatThrownBy(() -> of(InputFormat.Csv.DEFAULT, "\ufeffid,name\n".getBytes(StandardCharsets.UTF_16LE)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("UTF-16LE");
    }
}

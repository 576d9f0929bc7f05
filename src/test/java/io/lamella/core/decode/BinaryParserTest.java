package io.lamella.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.decode.ValueFormat.BinaryText;
import io.lamella.core.schema.ColumnType;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryParserTest {
    private static final Parsed BASE64 = Parsed.as(new ColumnType.Binary());
    private static final Parsed HEX = BASE64.with(BinaryText.HEX);
    private static final Parsed UTF8 = BASE64.with(BinaryText.UTF8);
    private static final Parsed UUIDS = Parsed.as(new ColumnType.Uuid());

    @Test
    void takesBase64OfBothAlphabetsWithAndWithoutPadding() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int length = 1; length < 70; length++) {
            var bytes = new byte[length];
            random.nextBytes(bytes);

            for (var encoder : new Base64.Encoder[] {Base64.getEncoder(), Base64.getUrlEncoder()}) {
                assertThat(BASE64.plain(encoder.encodeToString(bytes)).asBytes())
                        .as("seed %d", seed)
                        .isEqualTo(bytes);
                assertThat(BASE64.plain(encoder.withoutPadding().encodeToString(bytes))
                                .asBytes())
                        .as("seed %d", seed)
                        .isEqualTo(bytes);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A",
                "AAAAA",
                "=",
                "==",
                "AA=",
                "AAA==",
                "AAAA=",
                "AA==AA==",
                "A A=",
                "AA\n=",
                "ÄÄ",
                "AA*=",
                "A==="
            })
    void rejectsWhatIsNoBase64(String text) {
        assertThat(BASE64.plain(text).reason()).isEqualTo("not_base64");
    }

    @Test
    void takesHexOfEitherCase() {
        assertThat(HEX.plain("00ff7FaB").asBytes()).isEqualTo(HexFormat.of().parseHex("00ff7fab"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "000", "0g", "g0", "0x00", " 00", "0 0 ", "é"})
    void rejectsWhatIsNoHex(String text) {
        assertThat(HEX.plain(text).reason()).isEqualTo("not_hex");
    }

    @Test
    void takesTheBytesOfText() {
        assertThat(UTF8.plain("Grüße").asText()).isEqualTo("Grüße");
        assertThat(UTF8.outOfJson().field(FieldBlock.COMPOSITE, "[]").reason()).isEqualTo("not_text");
    }

    @Test
    void takesOnlyStringsOfJson() {
        assertThat(BASE64.outOfJson().field(FieldBlock.NUMBER, "1234").reason()).isEqualTo("not_base64");
        assertThat(BASE64.outOfJson().field(FieldBlock.BOOLEAN, "true").reason())
                .isEqualTo("not_base64");
        assertThat(HEX.outOfJson().field(FieldBlock.NUMBER, "1234").reason()).isEqualTo("not_hex");
        assertThat(HEX.outOfJson().quoted("1234").asBytes()).containsExactly(0x12, 0x34);
    }

    @Test
    void takesUuidsOfEitherCaseWithAndWithoutDashes() {
        var uuid = UUID.fromString("123e4567-e89b-12d3-a456-4266141740ff");
        byte[] bytes = HexFormat.of().parseHex(uuid.toString().replace("-", ""));

        assertThat(UUIDS.plain(uuid.toString()).asBytes()).isEqualTo(bytes);
        assertThat(UUIDS.plain("123E4567-E89B-12D3-A456-4266141740FF").asBytes())
                .isEqualTo(bytes);
        assertThat(UUIDS.plain("123e4567e89b12d3a4564266141740ff").asBytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "123e4567-e89b-12d3-a456-4266141740f",
                "123e4567-e89b-12d3-a456-4266141740fff",
                "{123e4567-e89b-12d3-a456-4266141740ff}",
                "123e4567-e89b-12d3-a456-4266141740fg",
                "123e4567-e89b-12d3-a4564-266141740ff",
                "123e4567e89b12d3a4564266141740f-",
                "g23e4567-e89b-12d3-a456-4266141740ff",
                "123e4567-e89b-12d3-a456+4266141740ff",
                "x"
            })
    void rejectsWhatIsNoUuid(String text) {
        assertThat(UUIDS.plain(text).reason()).isEqualTo("not_a_uuid");
    }
}

package io.lamella.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
    private static final String TEXT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final String XRAY = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";

    @ParameterizedTest
    @ValueSource(strings = {TEXT, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"})
    void readsWhatItWrites(String text) {
        assertThat(TraceParent.of(text, null).orElseThrow().text()).isEqualTo(text);
    }

    @Test
    void readsLaterVersions() {
        var later = "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-03-what-comes";

        assertThat(TraceParent.of(later, null).orElseThrow().text()).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-B7AD6B7169203331-01"
            })
    void takesNoNotice(String text) {
        assertThat(TraceParent.of(text, null)).isEmpty();
    }

    @Test
    void readsWhatXRaySaysWhereThereIsNothingElse() {
        assertThat(TraceParent.of(null, XRAY).orElseThrow().text())
                .isEqualTo("00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01");
        assertThat(TraceParent.of(TEXT, XRAY).orElseThrow().text()).isEqualTo(TEXT);
    }

    /// Such ids are handed on by every function of Lambda, also where nobody traces.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0",
                "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=?",
                "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8",
                "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1",
                "Self=1",
                ";;="
            })
    void takesNoNoticeOfWhatXRayDoesNotRecord(String header) {
        assertThat(TraceParent.of(null, header)).isEmpty();
    }
}

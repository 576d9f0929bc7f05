package io.lamella.core.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.core.event.ByteRange;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PartMetadataTest {
    private static final PartMetadata METADATA = new PartMetadata(
            "events",
            "abc",
            100,
            3,
            50,
            Optional.of(SealReason.AGE),
            List.of(new ByteRange(4, 9), new ByteRange(40, 8)));

    @Test
    void readsWhatItWrote() {
        assertThat(PartMetadata.fromKeyValues(METADATA.toKeyValues())).contains(METADATA);
    }

    @Test
    void aLedgerBlockWithoutALengthIsNamed() {
        var damaged = new HashMap<>(METADATA.toKeyValues());
        damaged.put("lamella.ledger", "4+9 40");

        assertThatThrownBy(() -> PartMetadata.fromKeyValues(damaged))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("lamella.ledger must name blocks as offset+length but has 40");
    }
}

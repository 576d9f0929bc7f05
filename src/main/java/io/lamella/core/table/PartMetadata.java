package io.lamella.core.table;

import io.lamella.core.event.ByteRange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the footer of a part says beyond the Parquet specification, as its key-value metadata.
///
/// @param schema the fingerprint of the part's schema
/// @param previousLength the length of the part before this commit, which is the previous snapshot; 0 for the first
/// @param appends commits so far, the first included
/// @param deadBytes old footers and old ledger blocks up to this commit
/// @param sealed why the part is appended to no more; empty while it may be
/// @param ledger where the ledger blocks lie; all together they list the slices whose rows the part holds
public record PartMetadata(
        String dataset,
        String schema,
        long previousLength,
        int appends,
        long deadBytes,
        Optional<SealReason> sealed,
        List<ByteRange> ledger) {
    private static final String DATASET = "lamella.dataset";
    private static final String SCHEMA = "lamella.schema.fingerprint";
    private static final String PREVIOUS = "lamella.previous.length";
    private static final String APPENDS = "lamella.appends";
    private static final String DEAD = "lamella.dead.bytes";
    private static final String SEALED = "lamella.sealed";
    private static final String LEDGER = "lamella.ledger";
    private static final String OPEN = "no";

    public PartMetadata {
        ledger = List.copyOf(ledger);
    }

    public Map<String, String> toKeyValues() {
        var values = new LinkedHashMap<String, String>();
        values.put(DATASET, dataset);
        values.put(SCHEMA, schema);
        values.put(PREVIOUS, Long.toString(previousLength));
        values.put(APPENDS, Integer.toString(appends));
        values.put(DEAD, Long.toString(deadBytes));
        values.put(SEALED, sealed.map(SealReason::name).orElse(OPEN));
        values.put(
                LEDGER,
                ledger.stream()
                        .map(block -> block.offset() + "+" + block.length())
                        .collect(Collectors.joining(" ")));
        return values;
    }

    /// Reads what [#toKeyValues] wrote; empty if the file is not a part of Lamella's.
    ///
    /// @throws IllegalArgumentException if it is, and its metadata are damaged
    public static Optional<PartMetadata> fromKeyValues(Map<String, String> values) {
        if (!values.containsKey(LEDGER)) {
            return Optional.empty();
        }
        var sealed = value(values, SEALED);
        return Optional.of(new PartMetadata(
                value(values, DATASET),
                value(values, SCHEMA),
                Long.parseLong(value(values, PREVIOUS)),
                Integer.parseInt(value(values, APPENDS)),
                Long.parseLong(value(values, DEAD)),
                OPEN.equals(sealed) ? Optional.empty() : Optional.of(SealReason.valueOf(sealed)),
                Stream.of(value(values, LEDGER).split(" "))
                        .filter(block -> !block.isEmpty())
                        .map(PartMetadata::range)
                        .toList()));
    }

    private static String value(Map<String, String> values, String key) {
        return Optional.ofNullable(values.get(key))
                .orElseThrow(() -> new IllegalArgumentException("the footer must have the key " + key));
    }

    private static ByteRange range(String text) {
        var plus = text.indexOf('+');
        if (plus < 0) {
            throw new IllegalArgumentException(LEDGER + " must name blocks as offset+length but has " + text);
        }
        return new ByteRange(Long.parseLong(text.substring(0, plus)), Long.parseLong(text.substring(plus + 1)));
    }
}

package io.lamella.core.decode;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Rows that were taken out of an object, as they stood there. Behind what stands in front of the object's rows they are an object of
/// their own, in which each of them is a row again, and the same row, whatever its neighbours are.
public final class LooseRows {
    /// Between a row and the next.
    private static final byte LINE_END = '\n';

    private final InputFormat format;
    private final List<ColumnSource> columns;
    private final byte[] lead;

    private LooseRows(InputFormat format, List<ColumnSource> columns, byte[] lead) {
        this.format = format;
        this.columns = columns;
        this.lead = lead;
    }

    /// @param beginning the first bytes of the object, as many as a header might have, as they are stored; empty if the object is gone
    /// @param whole whether the object has no more bytes
    /// @throws RefusedException if it cannot be told what stands in front of the rows, or if it does not fit the columns
    public static LooseRows of(InputFormat format, List<ColumnSource> columns, ByteBuffer beginning, boolean whole) {
        var head = decompressed(beginning, whole);
        var rows = new LooseRows(format, columns, Arrays.copyOf(head, leadBytes(format, head)));
        if (rows.lead.length > 0) {
            // Says whether the header has what the columns take.
            rows.count(rows.lead);
        }
        return rows;
    }

    private static byte[] decompressed(ByteBuffer beginning, boolean whole) {
        var text = ByteBuffer.allocate(ObjectLead.MAX_BYTES);
        try (var decompressor = new DetectingDecompressor()) {
            decompressor.decompress(beginning.duplicate(), whole, text);
        }
        return Arrays.copyOf(text.array(), text.position());
    }

    private static int leadBytes(InputFormat format, byte[] head) {
        var mark = ByteOrderMark.of(head, Math.min(head.length, ByteOrderMark.MAX_BYTES));
        Charset charset = mark.map(ByteOrderMark::charset).orElse(format.charset());
        if (!ObjectLead.isLikeAscii(charset)) {
            throw new RefusedException(
                    "charset_of_loose_rows",
                    "rows of text in " + charset + " cannot be taken out of their object. Let the object land again");
        }
        int start = mark.map(ByteOrderMark::length).orElse(0);
        return switch (format) {
            case InputFormat.NdJson _, InputFormat.Json _ -> start;
            case InputFormat.Csv csv -> {
                int end = ObjectLead.end(csv, head, start);
                if (end < 0) {
                    throw new RefusedException(
                            "lead_of_loose_rows",
                            "the header must stand in the first " + ObjectLead.MAX_BYTES
                                    + " bytes of the object, or rows cannot be taken out of it");
                }
                yield end;
            }
        };
    }

    /// What stands in front of the rows.
    public byte[] lead() {
        return lead.clone();
    }

    /// Whether something is one row, which ends with its line whatever follows: quotes that are never closed would take what follows
    /// with them.
    public boolean isRow(byte[] raw) {
        return switch (format) {
            case InputFormat.NdJson _ -> raw.length > 0 && !has(raw, (byte) '\n') && !has(raw, (byte) '\r');
            case InputFormat.Json _ -> raw.length > 0 && isOneValue(raw);
            case InputFormat.Csv csv -> raw.length > 0 && (isPlain(csv, raw) || isOneRow(csv, raw));
        };
    }

    /// Writes a row behind those before it.
    public void write(byte[] raw, ByteArrayOutputStream out) {
        switch (format) {
            case InputFormat.NdJson _, InputFormat.Csv _ -> out.writeBytes(raw);
            case InputFormat.Json json -> {
                json.records().forEach(key -> out.writeBytes(opening(key)));
                out.write('[');
                out.writeBytes(raw);
                out.write(']');
                json.records().forEach(_ -> out.write('}'));
            }
        }
        out.write(LINE_END);
    }

    private static byte[] opening(String key) {
        return ("{\"" + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(key)) + "\":")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isOneValue(byte[] raw) {
        var extent = new JsonExtent();
        extent.begin();
        int end = extent.end(Arrays.copyOf(raw, raw.length + Long.BYTES), 0, raw.length);
        return !JsonRecords.isDelimiter(raw[0]) && (end == raw.length || (end < 0 && extent.mayEnd()));
    }

    private static boolean isPlain(InputFormat.Csv csv, byte[] raw) {
        return !has(raw, (byte) '\n')
                && !has(raw, (byte) '\r')
                && csv.quote().stream().noneMatch(quote -> has(raw, quote))
                && csv.comment().stream().noneMatch(comment -> raw[0] == comment);
    }

    private static boolean has(byte[] raw, byte value) {
        for (byte each : raw) {
            if (each == value) {
                return true;
            }
        }
        return false;
    }

    /// Whether a row begins behind it, and none within it.
    private boolean isOneRow(InputFormat.Csv csv, byte[] raw) {
        var line = ByteBuffer.allocate(raw.length + 1).put(raw).put(LINE_END).flip();
        var surveyor = Surveyor.of(csv);
        surveyor.offer(line.duplicate());
        var path = surveyor.finish().paths().get(TextState.ROW_START);
        return path != null && path.end() == TextState.ROW_START && count(behindLead(line)) == 1;
    }

    private byte[] behindLead(ByteBuffer text) {
        return ByteBuffer.allocate(lead.length + text.remaining())
                .put(lead)
                .put(text)
                .array();
    }

    /// Rows, good or bad.
    private int count(byte[] text) {
        var rows = new AtomicInteger();
        try (var decoder = Decoders.open(format, columns)) {
            decoder.offer(ByteBuffer.wrap(text));
            drain(decoder, rows);
            decoder.end();
            drain(decoder, rows);
        }
        return rows.get();
    }

    private static void drain(SliceDecoder decoder, AtomicInteger rows) {
        boolean more = true;
        while (more) {
            more = decoder.advance(
                    batch -> rows.addAndGet(batch.accepted() + batch.rejected().size()));
        }
    }
}

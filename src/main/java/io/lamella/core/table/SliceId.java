package io.lamella.core.table;

import io.lamella.core.event.SliceTask;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Names a slice for ever: the first 128 bits of SHA-256 over bucket, key, ETag and byte range, as 32 hexadecimal digits; of a slice
/// of a compressed object, also over the fact that the range is one of its text; of one that counts only with others, also over the trial that it belongs to, so that nothing is left of one in the next. A run of an
/// export is the same whatever its query, so that a query that was changed does not add its rows a second time.
public record SliceId(String hex) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

    /// No trial is named like this.
    private static final String OF_TEXT = "TEXT";

    public SliceId {
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException("a slice id must be 32 hexadecimal digits but was " + hex);
        }
    }

    public static SliceId of(SliceTask task) {
        var source = task.source();
        var version = source.isRun() ? "" : source.etag();
        var name = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(name)) {
            for (var text : new String[] {source.bucket(), source.key(), version}) {
                write(text, out);
            }
            out.writeLong(task.range().offset());
            out.writeLong(task.range().length());
            if (task.compressed().isPresent()) {
                write(OF_TEXT, out);
            }
            if (task.trial().isPresent()) {
                write(task.trial().get(), out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SliceId(Fingerprint.of(name.toByteArray()));
    }

    private static void write(String text, DataOutputStream out) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        // The length keeps (ab, c) apart from (a, bc).
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    @Override
    public String toString() {
        return hex;
    }
}

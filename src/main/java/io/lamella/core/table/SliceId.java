package io.lamella.core.table;

import io.lamella.core.event.SliceTask;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Names a slice for ever: the first 128 bits of SHA-256 over bucket, key, ETag and byte range, as 32 hexadecimal digits.
public record SliceId(String hex) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

    public SliceId {
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException("a slice id must be 32 hexadecimal digits but was " + hex);
        }
    }

    public static SliceId of(SliceTask task) {
        var source = task.source();
        var name = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(name)) {
            for (var text : new String[] {source.bucket(), source.key(), source.etag()}) {
                var bytes = text.getBytes(StandardCharsets.UTF_8);
                // The length keeps (ab, c) apart from (a, bc).
                out.writeInt(bytes.length);
                out.write(bytes);
            }
            out.writeLong(task.range().offset());
            out.writeLong(task.range().length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SliceId(Fingerprint.of(name.toByteArray()));
    }

    @Override
    public String toString() {
        return hex;
    }
}

package io.lamella.pipeline;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/// Objects that were compressed, and text for them.
final class CompressedObjects {
    private CompressedObjects() {}

    /// Rows that compress badly, with a header.
    static String randomRows(int rows) {
        var random = new Random(1);
        var text = new StringBuilder("id,name\n");
        for (int id = 0; id < rows; id++) {
            text.append(id).append(',');
            random.ints(8).forEach(part -> text.append(Integer.toHexString(part)));
            text.append('\n');
        }
        return text.toString();
    }

    static byte[] gzip(String... members) {
        var object = new ByteArrayOutputStream();
        for (var member : members) {
            try (var out = new GZIPOutputStream(object)) {
                out.write(member.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        return object.toByteArray();
    }

    /// One stream, of blocks of 100,000 bytes.
    static byte[] bzip2(String text) {
        var object = new ByteArrayOutputStream();
        try (var out = new BZip2CompressorOutputStream(object, 1)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return object.toByteArray();
    }
}

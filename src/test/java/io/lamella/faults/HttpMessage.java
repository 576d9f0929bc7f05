package io.lamella.faults;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A request or an answer of HTTP/1.1, whole and in memory.
///
/// @param head the start line and the headers, without line ends
/// @param body as it is on the wire: if it came in chunks, it still does
record HttpMessage(List<String> head, byte[] body) {
    HttpMessage {
        head = List.copyOf(head);
    }

    static HttpMessage of(String startLine, String contentType, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        return new HttpMessage(
                List.of(startLine, "Content-Type: " + contentType, "Content-Length: " + body.length), body);
    }

    /// Lines up to the empty one; empty if the stream ends before the first.
    static List<String> readHead(InputStream in) throws IOException {
        var head = new ArrayList<String>();
        for (var line = readLine(in); !line.isEmpty(); line = readLine(in)) {
            head.add(line);
        }
        return head;
    }

    private static String readLine(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                if (line.size() > 0) {
                    throw new EOFException("the head of a message ends early");
                }
                break;
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    /// Reads the body of a message that tells its length, as the SDK's requests do.
    static HttpMessage readBody(List<String> head, InputStream in) throws IOException {
        var message = new HttpMessage(head, new byte[0]);
        if (message.header("transfer-encoding").isPresent()) {
            throw new IOException("a message must tell its length: " + message.startLine());
        }
        int length = message.header("content-length").map(Integer::parseInt).orElse(0);
        return new HttpMessage(head, exactly(length, in.readNBytes(length)));
    }

    /// Reads an answer on a connection that the server closes behind it.
    static HttpMessage readLastAnswer(InputStream in, boolean toHead) throws IOException {
        var head = readHead(in);
        if (head.isEmpty()) {
            throw new EOFException("the server did not answer");
        }
        byte[] body = in.readAllBytes();
        var answer = new HttpMessage(head, body);
        var length = answer.header("content-length").map(Integer::parseInt);
        if (length.isPresent() && !toHead) {
            exactly(length.get(), body);
        } else if (length.isEmpty() && answer.header("transfer-encoding").isEmpty()) {
            return answer.with("Content-Length: " + body.length);
        }
        return answer;
    }

    private static byte[] exactly(int length, byte[] body) throws EOFException {
        if (body.length != length) {
            throw new EOFException("a body must have " + length + " bytes but had " + body.length);
        }
        return body;
    }

    String startLine() {
        return head.getFirst();
    }

    /// @param name in lower case
    Optional<String> header(String name) {
        return head.stream()
                .skip(1)
                .filter(line -> nameOf(line).equals(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst();
    }

    private static String nameOf(String line) {
        return line.substring(0, Math.max(0, line.indexOf(':'))).toLowerCase(Locale.ROOT);
    }

    HttpMessage with(String line) {
        var more = new ArrayList<>(head);
        more.add(line);
        return new HttpMessage(more, body);
    }

    /// @param name in lower case
    HttpMessage without(String name) {
        return new HttpMessage(
                head.stream().filter(line -> !nameOf(line).equals(name)).toList(), body);
    }

    byte[] bytes() {
        var out = new ByteArrayOutputStream();
        out.writeBytes(headBytes());
        out.writeBytes(body);
        return out.toByteArray();
    }

    private byte[] headBytes() {
        return (String.join("\r\n", head) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    /// All bytes up to some place within the head, or, if there is a body, within that.
    ///
    /// @param share how much of it, from 0 to less than 1
    byte[] cut(boolean withinHead, double share) {
        int length = headBytes().length;
        int end = withinHead || body.length == 0 ? (int) (length * share) : length + (int) (body.length * share);
        return Arrays.copyOf(bytes(), end);
    }
}

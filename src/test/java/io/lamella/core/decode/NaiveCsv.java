package io.lamella.core.decode;

import io.lamella.core.decode.Decoded.Bad;
import io.lamella.core.decode.InputFormat.Csv;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The rules of the CSV tokenizer, written down once more as simply as can be: one character after the other, one string for
/// each field. For formats without a header; rows must have as many fields as there are columns.
final class NaiveCsv {
    private final Csv format;
    private final int columns;
    /// The bytes, one in each character.
    private final String text;
    private final Decoded decoded = new Decoded(new ArrayList<>(), new ArrayList<>());

    private int at;
    private long line = 1;
    private boolean malformed;
    private boolean unterminated;

    NaiveCsv(Csv format, int columns, byte[] bytes) {
        this.format = format;
        this.columns = columns;
        this.text = new String(bytes, StandardCharsets.ISO_8859_1);
    }

    Decoded decode() {
        while (at < text.length()) {
            if (isLineEnd()) {
                lineEnd();
            } else if (is(format.comment().orElse((byte) 0))) {
                while (at < text.length() && !isLineEnd()) {
                    at++;
                }
                lineEnd();
            } else {
                row();
            }
        }
        return decoded;
    }

    private boolean is(byte character) {
        return character != 0 && at < text.length() && text.charAt(at) == character;
    }

    private boolean isLineEnd() {
        return is((byte) '\n') || is((byte) '\r');
    }

    private void lineEnd() {
        line++;
        at += text.startsWith("\r\n", at) ? 2 : 1;
    }

    private void row() {
        int start = at;
        malformed = false;
        unterminated = false;
        var fields = new ArrayList<String>();
        fields.add(field());
        while (is(format.delimiter())) {
            at++;
            fields.add(field());
        }
        String raw = text.substring(start, at);
        if (unterminated) {
            bad("unterminated_quote", start, raw);
        } else if (malformed) {
            bad("malformed_quotes", start, raw);
        } else if (fields.size() != columns) {
            bad(fields.size() < columns ? "missing_fields" : "extra_fields", start, raw);
        } else {
            decoded.rows().add(List.copyOf(fields));
        }
        line += raw.replace("\r\n", "\n")
                .chars()
                .filter(c -> c == '\n' || c == '\r')
                .count();
        lineEnd();
    }

    private void bad(String reason, int start, String raw) {
        decoded.bad().add(new Bad(reason, line, start, raw, raw.length()));
    }

    private String field() {
        int begin = at;
        blanks();
        if (is(format.quote().orElse((byte) 0))) {
            at++;
            return quoted();
        }
        at = begin;
        while (at < text.length() && !isLineEnd() && !is(format.delimiter())) {
            at++;
        }
        String field = text.substring(begin, at);
        return utf8(format.trim() ? field.replaceAll("^[ \t]+|[ \t]+$", "") : field);
    }

    private String quoted() {
        var field = new StringBuilder();
        while (true) {
            if (at >= text.length()) {
                unterminated = true;
                return "";
            }
            byte quote = format.quote().orElseThrow();
            boolean doubled = is(quote) && at + 1 < text.length() && text.charAt(at + 1) == quote;
            if (doubled || (!is(quote) && is(format.escape().orElse((byte) 0)))) {
                at++;
            } else if (is(quote)) {
                break;
            }
            if (at < text.length()) {
                field.append(text.charAt(at++));
            }
        }
        at++;
        blanks();
        while (at < text.length() && !isLineEnd() && !is(format.delimiter())) {
            malformed = true;
            at++;
        }
        return utf8(field.toString());
    }

    private void blanks() {
        while (format.trim() && (is((byte) ' ') || is((byte) '\t')) && !is(format.delimiter())) {
            at++;
        }
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}

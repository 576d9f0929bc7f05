package io.lamella.core.decode;

import io.lamella.core.decode.InputFormat.Unexpected;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes JSON objects for rows: the members of each are the fields of a row. An object must not have line feeds where JSON has blanks.
final class JsonRows {
    private static final int ABSENT = -1;

    private final Unexpected extraFields;
    private final List<ColumnSource> sources;
    private final JsonKeys keys;
    private final JsonComposite composites = new JsonComposite();

    /// By column: the first column that takes the same key.
    private final int[] firsts;

    /// How many different keys the columns take.
    private final int wanted;

    /// By column: the number of the row, counted from 1 within the block, that had it last.
    private final int[] seen;

    /// The last key of the row before.
    private int lastKey;

    /// The key that [#key] has read: its number or [JsonKeys#UNKNOWN].
    private int otherKey;

    /// Of the row that is being taken: why it cannot be.
    private @Nullable Fault fault;

    /// @param extraFields what a key that is no column means
    JsonRows(List<ColumnSource> sources, Unexpected extraFields) {
        this.extraFields = extraFields;
        this.sources = List.copyOf(sources);
        this.keys = new JsonKeys(sources.stream().map(ColumnSource::field).toList());
        this.seen = new int[sources.size()];
        this.firsts = sources.stream()
                .map(source -> source.field().getBytes(StandardCharsets.UTF_8))
                .mapToInt(key -> keys.find(key, 0, key.length))
                .toArray();
        this.wanted = Math.toIntExact(Arrays.stream(firsts).distinct().count());
    }

    /// Prepares for the rows of a block that has begun.
    void begin(FieldBlock block) {
        for (int column = 0; column < firsts.length; column++) {
            block.share(column, firsts[column]);
        }
        Arrays.fill(seen, 0);
    }

    /// Why the last object could not be taken; null if it could.
    @Nullable
    Fault fault() {
        return fault;
    }

    /// Takes the object that begins with the brace at `start` for the block's next row, which the caller adds; returns the position behind the
    /// object, or a negative number, with [#fault] set.
    int take(FieldBlock block, int start) {
        fault = null;
        int at = JsonSyntax.skipBlanks(block.data, start + 1);
        return block.data[at] == '}' ? empty(block, at) : members(block, start, at);
    }

    private int empty(FieldBlock block, int at) {
        missing(block, 0);
        return at + 1;
    }

    /// Takes the members of an object, the first of which begins at `from`; returns the position behind the closing brace.
    private int members(FieldBlock block, int start, int from) {
        int at = from;
        int found = 0;
        int stamp = block.rows + 1;
        int previous = lastKey;
        while (true) {
            int open = at;
            int key = keys.follower(previous);
            if (keys.stands(key, block.data, open)) {
                at += keys.length(key);
                previous = key;
            } else {
                at = key(block, start, open, previous);
                if (at < 0) {
                    return at;
                }
                key = otherKey;
                previous = key == JsonKeys.UNKNOWN ? previous : key;
            }
            int column = ABSENT;
            if (keys.isColumn(key)) {
                column = key;
                if (seen[column] == stamp) {
                    return duplicate(block.data, open);
                }
                seen[column] = stamp;
                found++;
            } else if (extraFields == Unexpected.REJECT) {
                return extra(block.data, open);
            }
            at = value(block, start, JsonSyntax.skipBlanks(block.data, at), column);
            if (at < 0) {
                return at;
            }
            at = JsonSyntax.skipBlanks(block.data, at);
            if (block.data[at] != ',') {
                lastKey = previous;
                return end(block, start, at, found);
            }
            at = JsonSyntax.skipBlanks(block.data, at + 1);
        }
    }

    /// Reads any key and the colon behind it: [#otherKey]. Returns the position behind the colon.
    private int key(FieldBlock block, int start, int open, int previous) {
        byte[] data = block.data;
        if (data[open] != '"') {
            return malformed(start, open, "a key in quotes must follow");
        }
        int close = JsonSyntax.stringEnd(data, open + 1);
        if (close < 0) {
            return malformed(start, open, "the key must be a JSON string on one line");
        }
        int colon = JsonSyntax.skipBlanks(data, close + 1);
        if (data[colon] != ':') {
            return malformed(start, colon, "a colon must follow the key");
        }
        otherKey = find(block, open + 1, close);
        if (otherKey != JsonKeys.UNKNOWN) {
            keys.follow(previous, otherKey);
        }
        return colon + 1;
    }

    private int extra(byte[] data, int open) {
        return fail(
                "extra_fields",
                "each key must be a column, but " + shownKey(data, open)
                        + " is none; set extra-fields: ignore to pass over it");
    }

    private int duplicate(byte[] data, int open) {
        return fail(
                "duplicate_key",
                "a key must not occur twice, since readers disagree which counts, but " + shownKey(data, open)
                        + " does");
    }

    private static String shownKey(byte[] data, int open) {
        int from = open + 1;
        int close = JsonSyntax.stringEnd(data, from);
        return new String(data, from, Math.min(close - from, 100), StandardCharsets.UTF_8);
    }

    private int end(FieldBlock block, int start, int at, int found) {
        if (block.data[at] != '}') {
            return malformed(start, at, "a comma or a closing brace must follow a value");
        }
        missing(block, found);
        return at + 1;
    }

    private void missing(FieldBlock block, int found) {
        if (found == wanted) {
            return;
        }
        int stamp = block.rows + 1;
        for (int column = 0; column < firsts.length; column++) {
            if (firsts[column] == column && seen[column] != stamp) {
                block.setMissing(column, block.rows);
            }
        }
    }

    /// The number of the key `[from, close)`, or [JsonKeys#UNKNOWN].
    private int find(FieldBlock block, int from, int close) {
        int length = close - from;
        boolean escaped = Swar.indexOf(block.data, from, close, '\\') < close;
        if (!escaped) {
            int key = keys.find(block.data, from, length);
            return key == JsonKeys.UNKNOWN ? keys.learn(block.data, from, length) : key;
        }
        int start = block.reserve(length);
        int end = JsonText.unescape(block.data, from, close, start);
        block.release(start);
        return end == JsonText.LONE_SURROGATE ? JsonKeys.UNKNOWN : keys.find(block.data, start, end - start);
    }

    /// Takes a value for a column, or checks it only if `column` is [#ABSENT]; returns the position behind it.
    private int value(FieldBlock block, int start, int at, int column) {
        byte[] data = block.data;
        return switch (data[at]) {
            case '"' -> string(block, start, at, column);
            case '{', '[' -> composite(block, start, at, column);
            case 't', 'f' -> take(block, start, at, JsonSyntax.literalEnd(data, at), column, FieldBlock.BOOLEAN);
            case 'n' -> nullValue(block, start, at, column);
            default -> number(block, start, at, column);
        };
    }

    private int string(FieldBlock block, int start, int open, int column) {
        int from = open + 1;
        int close = JsonSyntax.stringHalt(block.data, from);
        if (block.data[close] != '"') {
            close = JsonSyntax.stringEnd(block.data, from);
            if (close < 0) {
                return malformed(start, open, "a string must end on its line and have only the escapes of JSON");
            }
            if (column != ABSENT) {
                return escaped(block, from, close, column);
            }
        }
        if (column != ABSENT) {
            block.set(column, block.rows, from, close - from, FieldBlock.QUOTED);
        }
        return close + 1;
    }

    private int escaped(FieldBlock block, int from, int close, int column) {
        int text = block.reserve(close - from);
        int end = JsonText.unescape(block.data, from, close, text);
        if (end == JsonText.LONE_SURROGATE) {
            return fail(
                    "lone_surrogate",
                    "\\u escapes from d800 to dfff must come in pairs, but one of the column "
                            + sources.get(column).column().name() + " does not");
        }
        block.release(end);
        block.set(column, block.rows, text, end - text, FieldBlock.QUOTED);
        return close + 1;
    }

    private int composite(FieldBlock block, int start, int at, int column) {
        int end = composites.end(block.data, at);
        if (end == JsonSyntax.TOO_DEEP) {
            return fail(
                    "too_deep",
                    "objects and arrays may be nested " + JsonSyntax.MAX_DEPTH + " deep, but byte " + (at - start)
                            + " of the row's object begins a deeper one");
        }
        return take(block, start, at, end, column, FieldBlock.COMPOSITE);
    }

    private int nullValue(FieldBlock block, int start, int at, int column) {
        int end = JsonSyntax.literalEnd(block.data, at);
        if (end >= 0 && column != ABSENT) {
            block.set(column, block.rows, at, 0, FieldBlock.NULL);
        }
        return end < 0 ? malformed(start, at, "a JSON value must follow") : end;
    }

    private int number(FieldBlock block, int start, int at, int column) {
        return take(block, start, at, JsonSyntax.numberEnd(block.data, at), column, FieldBlock.NUMBER);
    }

    private int take(FieldBlock block, int start, int at, int end, int column, byte kind) {
        if (end < 0) {
            return malformed(start, at, "a JSON value must follow");
        }
        if (column != ABSENT) {
            block.set(column, block.rows, at, end - at, kind);
        }
        return end;
    }

    private int malformed(int start, int at, String must) {
        fault = malformedAt(start, at, must);
        return JsonSyntax.MALFORMED;
    }

    /// @param start where the object begins
    static Fault malformedAt(int start, int at, String must) {
        return new Fault(
                "malformed_json",
                must + ", but something else stands at byte " + (at - start) + " of the row's object");
    }

    private int fail(String reason, String message) {
        fault = new Fault(reason, message);
        return JsonSyntax.MALFORMED;
    }
}

package io.lamella.core.decode;

/// Objects and arrays inside a row: their syntax is checked to the last character, their content is not looked at. No
/// recursion, so depth costs one bit.
final class JsonComposite {
    private static final int MALFORMED = JsonSyntax.MALFORMED;

    /// By depth: a bit that says whether an object is open there; else it is an array.
    private final long[] objects = new long[JsonSyntax.MAX_DEPTH / Long.SIZE + 1];

    private int depth;

    /// The end of the object or array that begins at `from`, or [JsonSyntax#MALFORMED] or [JsonSyntax#TOO_DEEP].
    int end(byte[] data, int from) {
        depth = 0;
        int at = from;
        while (true) {
            at = JsonSyntax.skipBlanks(data, at);
            byte first = data[at];
            if (first == '{' || first == '[') {
                if (depth == JsonSyntax.MAX_DEPTH) {
                    return JsonSyntax.TOO_DEEP;
                }
                push(first == '{');
                at = JsonSyntax.skipBlanks(data, at + 1);
                if (data[at] != closing()) {
                    at = isObject() ? key(data, at) : at;
                    if (at == MALFORMED) {
                        return MALFORMED;
                    }
                    continue;
                }
            } else {
                at = JsonSyntax.scalarEnd(data, at);
                if (at == MALFORMED) {
                    return MALFORMED;
                }
            }
            at = behindValue(data, at);
            if (at == MALFORMED || depth == 0) {
                return at;
            }
        }
    }

    /// Passes closing brackets and one comma; returns where the next value begins or, at depth 0, the end of it all.
    private int behindValue(byte[] data, int from) {
        int at = JsonSyntax.skipBlanks(data, from);
        while (data[at] == closing()) {
            depth--;
            if (depth == 0) {
                return at + 1;
            }
            at = JsonSyntax.skipBlanks(data, at + 1);
        }
        if (data[at] != ',') {
            return MALFORMED;
        }
        at = JsonSyntax.skipBlanks(data, at + 1);
        return isObject() ? key(data, at) : at;
    }

    /// Passes a key and its colon.
    private static int key(byte[] data, int from) {
        if (data[from] != '"') {
            return MALFORMED;
        }
        int close = JsonSyntax.stringEnd(data, from + 1);
        if (close == MALFORMED) {
            return MALFORMED;
        }
        int colon = JsonSyntax.skipBlanks(data, close + 1);
        return data[colon] == ':' ? colon + 1 : MALFORMED;
    }

    private void push(boolean object) {
        depth++;
        long bit = 1L << depth;
        int word = depth / Long.SIZE;
        objects[word] = object ? objects[word] | bit : objects[word] & ~bit;
    }

    private boolean isObject() {
        return (objects[depth / Long.SIZE] & (1L << depth)) != 0;
    }

    private int closing() {
        return isObject() ? '}' : ']';
    }
}

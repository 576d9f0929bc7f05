package io.lamella.core.decode;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Records of JSON documents: one behind another, or elements of an array, which may lie in an object.
///
/// A record is a row, whatever stands in it, as long as its brackets and quotes are closed. What stands beside the array is passed over as it streams
/// by: it may be of any size, and its brackets and quotes are all that is looked at.
final class JsonTokenizer implements Tokenizer {
    /// Keys that are told when the records are not there.
    private static final int SHOWN_KEYS = 8;

    /// What may stand next, but for blanks.
    private enum Expected {
        DOCUMENT,
        KEY_OR_END,
        KEY,
        COLON,
        VALUE,
        MEMBER_END,
        RECORD_OR_END,
        RECORD,
        RECORD_END,
        /// More of a value that is no record's.
        PASSING
    }

    private final JsonRecords records;
    private final JsonPath path;
    private final JsonExtent extent = new JsonExtent();
    private final List<String> topKeys = new ArrayList<>();

    private Expected expected = Expected.DOCUMENT;
    /// Whether the value that is expected belongs to a key of the path.
    private boolean onPath;
    /// Whether a record is being passed over that is too long.
    private boolean skipping;

    private long line = 1;
    private long record = 1;
    private @Nullable Fault broken;

    JsonTokenizer(InputFormat.Json format, List<ColumnSource> sources) {
        this.records = new JsonRecords(new JsonRows(sources, format.extraFields()));
        this.path = new JsonPath(format.records());
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public long record() {
        return record;
    }

    @Override
    public @Nullable Fault broken() {
        return broken;
    }

    @Override
    public int tokenize(FieldBlock block, int from, int limit, boolean last) {
        records.begin(block, limit);
        int at = from;
        while (broken == null && block.rows < block.capacity) {
            at = expected == Expected.PASSING ? at : behindBlanks(block.data, at, limit);
            int next = at == limit ? NOT_IN_SIGHT : next(block, at, limit, last);
            if (next == NOT_IN_SIGHT) {
                broken = last ? cutShort(at < limit) : null;
                return at;
            }
            at = next;
        }
        return at;
    }

    /// @param begun whether there is something that does not end
    private @Nullable Fault cutShort(boolean begun) {
        return expected == Expected.DOCUMENT && !skipping && !begun
                ? null
                : new Fault(
                        "incomplete_json",
                        "each bracket and quote of a document must be closed, but the object ends " + whereItEnds()
                                + ". Was it written, and copied, to its end? Let it land again as a whole");
    }

    private String whereItEnds() {
        return switch (expected) {
            case RECORD_OR_END, RECORD, RECORD_END ->
                "within its records, of which " + (record - 1) + " came to an end";
            case DOCUMENT -> "within record " + record;
            case KEY_OR_END, KEY, COLON, VALUE, MEMBER_END, PASSING -> "within a document";
        };
    }

    private int behindBlanks(byte[] data, int from, int limit) {
        int at = from;
        while (at < limit && (data[at] == ' ' || data[at] == '\t' || data[at] == '\n' || data[at] == '\r')) {
            line += data[at] == '\n' ? 1 : 0;
            at++;
        }
        return at;
    }

    /// Takes what begins at `at` and is no blank; returns the position behind it, or [#NOT_IN_SIGHT] if it is not there as a whole.
    private int next(FieldBlock block, int at, int limit, boolean last) {
        byte first = block.data[at];
        return switch (expected) {
            case DOCUMENT -> document(block, at, limit, last);
            case KEY_OR_END -> first == '}' ? objectEnd(at) : key(block.data, at, limit);
            case KEY -> key(block.data, at, limit);
            case COLON -> first == ':' ? then(Expected.VALUE, at + 1) : fail(at, first, "a colon must follow the key");
            case VALUE -> value(block.data, at, limit);
            case MEMBER_END -> memberEnd(at, first);
            case RECORD_OR_END -> first == ']' ? arrayEnd(at) : record(block, at, limit, last, Expected.RECORD_END);
            case RECORD -> record(block, at, limit, last, Expected.RECORD_END);
            case RECORD_END -> recordEnd(at, first);
            case PASSING -> pass(block.data, at, limit);
        };
    }

    private int then(Expected next, int at) {
        expected = next;
        return at;
    }

    private int document(FieldBlock block, int at, int limit, boolean last) {
        byte first = block.data[at];
        if (path.isEmpty()) {
            return first == '['
                    ? then(Expected.RECORD_OR_END, at + 1)
                    : record(block, at, limit, last, Expected.DOCUMENT);
        }
        if (first != '{') {
            return fail(at, first, "the document must be an object that has records at `" + path + "`");
        }
        path.begin();
        topKeys.clear();
        return then(Expected.KEY_OR_END, at + 1);
    }

    private int key(byte[] data, int at, int limit) {
        if (data[at] != '"') {
            return fail(at, data[at], "a key in quotes must follow");
        }
        extent.begin();
        int end = extent.end(data, at, limit);
        if (end == NOT_IN_SIGHT) {
            return end;
        }
        if (JsonSyntax.stringEnd(data, at + 1) != end - 1) {
            return fail(at, data[at], "a key must be a JSON string on one line");
        }
        var key = JsonText.of(data, at + 1, end - 1);
        if (path.isAtTop() && topKeys.size() < SHOWN_KEYS) {
            topKeys.add("`" + key.substring(0, Math.min(key.length(), 40)) + "`");
        }
        onPath = path.leads(key);
        if (onPath && path.enter()) {
            return fail("duplicate_key", at, "`" + key + "` must occur once, since readers disagree which counts");
        }
        return then(Expected.COLON, end);
    }

    private int value(byte[] data, int at, int limit) {
        if (JsonRecords.isDelimiter(data[at])) {
            return fail(at, data[at], "a value must follow the colon");
        }
        extent.begin();
        if (!onPath) {
            return then(Expected.PASSING, at);
        }
        if (data[at] == (path.isWhole() ? '[' : '{')) {
            return then(path.isWhole() ? Expected.RECORD_OR_END : Expected.KEY_OR_END, at + 1);
        }
        if (data[at] != 'n') {
            return fail(
                    "no_records",
                    at,
                    "there must be an array of records at `" + path
                            + "`, but there is another value there or on the way."
                            + " Correct `records` of the format");
        }
        int end = extent.end(data, at, limit);
        if (end == NOT_IN_SIGHT) {
            return end;
        }
        if (JsonSyntax.literalEnd(data, at) != end) {
            return fail(at, data[at], "a JSON value must follow");
        }
        path.find();
        path.leave();
        return then(Expected.MEMBER_END, end);
    }

    private int pass(byte[] data, int at, int limit) {
        int end = extent.end(data, at, limit);
        if (end == NOT_IN_SIGHT) {
            return limit;
        }
        line += extent.lineFeeds();
        return then(Expected.MEMBER_END, end);
    }

    private int memberEnd(int at, byte first) {
        return switch (first) {
            case ',' -> then(Expected.KEY, at + 1);
            case '}' -> objectEnd(at);
            default -> fail(at, first, "a comma or a closing brace must follow a value");
        };
    }

    private int objectEnd(int at) {
        if (!path.isAtTop()) {
            path.leave();
            return then(Expected.MEMBER_END, at + 1);
        }
        if (!path.isFound()) {
            return fail(
                    "no_records",
                    at,
                    "the document must have an array of records at `" + path + "`, but has not; its keys are "
                            + (topKeys.isEmpty() ? "none" : String.join(", ", topKeys))
                            + ". Correct `records` of the format, or keep such objects out of `source`");
        }
        return then(Expected.DOCUMENT, at + 1);
    }

    private int record(FieldBlock block, int at, int limit, boolean last, Expected behind) {
        if (JsonRecords.isDelimiter(block.data[at])) {
            return fail(at, block.data[at], "a record must follow");
        }
        extent.begin();
        int end = extent.end(block.data, at, limit);
        if (end == NOT_IN_SIGHT && last && extent.mayEnd()) {
            end = limit;
        }
        if (end == NOT_IN_SIGHT) {
            return end;
        }
        records.add(block, at, end, line, extent.lineFeeds() > 0);
        return behindRecord(behind, end);
    }

    private int behindRecord(Expected behind, int end) {
        line += extent.lineFeeds();
        record++;
        return then(behind, end);
    }

    private int recordEnd(int at, byte first) {
        return switch (first) {
            case ',' -> then(Expected.RECORD, at + 1);
            case ']' -> arrayEnd(at);
            default -> fail(at, first, "a comma or a closing bracket must follow a record");
        };
    }

    private int arrayEnd(int at) {
        if (path.isEmpty()) {
            return then(Expected.DOCUMENT, at + 1);
        }
        path.find();
        path.leave();
        return then(Expected.MEMBER_END, at + 1);
    }

    @Override
    public int skip(byte[] data, int from, int limit) {
        if (expected != Expected.RECORD && expected != Expected.RECORD_OR_END && expected != Expected.DOCUMENT) {
            fail("malformed_json", from, "a key must not be longer than a record may be; is a quote not closed?");
            return NOT_IN_SIGHT;
        }
        if (!skipping) {
            skipping = true;
            extent.begin();
        }
        int end = extent.end(data, from, limit);
        if (end == NOT_IN_SIGHT) {
            return end;
        }
        skipping = false;
        return behindRecord(expected == Expected.DOCUMENT ? Expected.DOCUMENT : Expected.RECORD_END, end);
    }

    private int fail(int at, byte found, String must) {
        return fail(
                "malformed_json",
                at,
                must + ", but " + JsonRecords.shown(found)
                        + " stands there. The whole document must be JSON; mend the source");
    }

    private int fail(String reason, int at, String message) {
        broken = new Fault(reason, message);
        return at;
    }
}

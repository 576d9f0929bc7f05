package io.lamella.core.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// How places at which decompression can begin are written as JSON. A block of bzip2 is an addition to the stream that it is a
/// block of: versions that know nothing of blocks begin at that, pass over more text, and come to the same rows.
///
/// ```json
/// {"offset":20,"text":190}
/// {"offset":20,"text":190,"block":{"bit":8212345,"text":900190,"level":9,"checksum":4023233417}}
/// ```
public final class RestartPoints {
    private static final String OFFSET = "offset";
    private static final String TEXT = "text";
    private static final String BLOCK = "block";

    private RestartPoints() {}

    /// Adds the members to an object of JSON.
    public static void write(RestartPoint point, ObjectNode json) {
        write(point, json, OFFSET, TEXT);
    }

    /// @param offset what the member is called that says where the stream begins
    /// @param text what the member is called that says where its text does
    public static void write(RestartPoint point, ObjectNode json, String offset, String text) {
        switch (point) {
            case RestartPoint.Member member -> json.put(offset, member.offset()).put(text, member.textOffset());
            case RestartPoint.Block block -> {
                write(block.stream(), json, offset, text);
                json.putObject(BLOCK)
                        .put("bit", block.bit())
                        .put(TEXT, block.textOffset())
                        .put("level", block.level())
                        .put("checksum", Integer.toUnsignedLong(block.checksum()));
            }
        }
    }

    /// @throws MalformedMessageException if it is not what [#write] writes
    public static RestartPoint read(JsonNode json) {
        return read(json, OFFSET, TEXT);
    }

    /// @throws MalformedMessageException if it is not what [#write] writes
    public static RestartPoint read(JsonNode json, String offset, String text) {
        var member = new RestartPoint.Member(count(json, offset), count(json, text));
        var block = json.path(BLOCK);
        return block.isObject() ? block(member, block) : member;
    }

    private static RestartPoint block(RestartPoint.Member stream, JsonNode block) {
        long level = count(block, "level");
        long checksum = count(block, "checksum");
        if (level < 1 || level > 9 || checksum >>> Integer.SIZE != 0) {
            throw new MalformedMessageException("level must be 1 to 9 and checksum have 32 bits but were " + block);
        }
        return new RestartPoint.Block(
                stream, count(block, "bit"), count(block, TEXT), Math.toIntExact(level), (int) checksum);
    }

    private static long count(JsonNode json, String name) {
        return Json.count(json, name)
                .orElseThrow(() ->
                        new MalformedMessageException(name + " must be a number of bytes but was " + json.path(name)));
    }
}

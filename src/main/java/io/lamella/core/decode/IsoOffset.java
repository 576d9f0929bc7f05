package io.lamella.core.decode;

/// Offsets from UTC as ISO 8601 writes them: `Z`, `±HH:mm`, `±HHmm`, `±HH`, up to 18 hours.
final class IsoOffset {
    /// What is no offset.
    static final int NONE = Integer.MIN_VALUE;

    private static final int MAX_SECONDS = 18 * 3600;

    private IsoOffset() {}

    /// In seconds, positive east of Greenwich; [#NONE] if the text is anything else.
    static int seconds(byte[] data, int start, int end) {
        int length = end - start;
        if (length == 1 && data[start] == 'Z') {
            return 0;
        }
        if (length < 3 || (data[start] != '+' && data[start] != '-')) {
            return NONE;
        }
        int hours = Digits.two(data, start + 1);
        int minutes = switch (length) {
            case 3 -> 0;
            case 5 -> Digits.two(data, start + 3);
            case 6 -> data[start + 3] == ':' ? Digits.two(data, start + 4) : -1;
            default -> -1;
        };
        int seconds = hours * 3600 + minutes * 60;
        if (hours < 0 || minutes < 0 || minutes > 59 || seconds > MAX_SECONDS) {
            return NONE;
        }
        return data[start] == '-' ? -seconds : seconds;
    }
}

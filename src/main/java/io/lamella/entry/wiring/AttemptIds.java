package io.lamella.entry.wiring;

import java.security.SecureRandom;
import java.util.HexFormat;

/// Ids of attempts: 16 hexadecimal digits, drawn anew each time, so that no two attempts anywhere share one.
public final class AttemptIds {
    private static final int BYTES = 8;

    private final SecureRandom random = new SecureRandom();

    public String next() {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}

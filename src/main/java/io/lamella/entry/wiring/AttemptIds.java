package io.lamella.entry.wiring;

import java.security.SecureRandom;
import java.util.HexFormat;

/// Ids of attempts: 16 hexadecimal digits, drawn anew each time, so that no two attempts anywhere share one.
///
/// Nothing is kept from one to the next: a function may be restored many times over from one snapshot of its memory, and Lambda
/// sees to it that the system's own random numbers differ then. See [uniqueness with
/// SnapStart](https://docs.aws.amazon.com/lambda/latest/dg/snapstart-uniqueness.html).
public final class AttemptIds {
    private static final int BYTES = 8;

    public String next() {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}

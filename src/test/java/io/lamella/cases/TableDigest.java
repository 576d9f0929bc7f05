package io.lamella.cases;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The hashes by which tables are compared: of each column, of the whole, and of the set of its rows.
///
/// A value counts as the token `<UTF-8 byte length>:<bytes>,`, a null as `-,`.
public final class TableDigest {
    private static final BigInteger MODULUS = BigInteger.TWO.pow(128);

    private final MessageDigest table = sha256();
    private final MessageDigest row = sha256();
    private final List<MessageDigest> columns = new ArrayList<>();
    private BigInteger rowSet = BigInteger.ZERO;
    private long rows;

    public TableDigest(int columnCount) {
        for (int i = 0; i < columnCount; i++) {
            columns.add(sha256());
        }
    }

    public void add(List<Optional<String>> values) {
        for (int i = 0; i < values.size(); i++) {
            var token = token(values.get(i));
            columns.get(i).update(token);
            row.update(token);
            table.update(token);
        }
        row.update((byte) '\n');
        table.update((byte) '\n');
        rowSet = rowSet.add(new BigInteger(1, Arrays.copyOf(row.digest(), 16))).mod(MODULUS);
        rows++;
    }

    /// Ends the digest.
    public Result result() {
        return new Result(
                rows,
                HexFormat.of().formatHex(table.digest()),
                HexFormat.of().toHexDigits(rowSet.shiftRight(64).longValue())
                        + HexFormat.of().toHexDigits(rowSet.longValue()),
                columns.stream()
                        .map(column -> HexFormat.of().formatHex(column.digest()))
                        .toList());
    }

    public record Result(long rows, String table, String rowSet, List<String> columns) {}

    private static byte[] token(Optional<String> value) {
        if (value.isEmpty()) {
            return "-,".getBytes(StandardCharsets.UTF_8);
        }
        var bytes = value.get().getBytes(StandardCharsets.UTF_8);
        return (bytes.length + ":" + value.get() + ",").getBytes(StandardCharsets.UTF_8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

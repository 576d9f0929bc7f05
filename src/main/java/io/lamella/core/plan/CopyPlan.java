package io.lamella.core.plan;

import io.lamella.core.event.ByteRange;
import java.util.ArrayList;
import java.util.List;

/// How a range of another object gets into a multipart upload with as few of its bytes as possible passing through here.
///
/// S3 wants every part but the last to have 5 MiB, and copies only from objects over 5 MiB. So bytes that are pending in
/// front of a copy are first filled up to 5 MiB from the range, and what is too small to be copied is read.
///
/// @param readFirst the beginning of the range, to be read and sent behind what is pending
/// @param copies the rest of the range, in pieces of 5 MiB to 5 GiB; empty when all of it is read
public record CopyPlan(ByteRange readFirst, List<ByteRange> copies) {
    /// Pieces are of this size or a little less; they are copied side by side.
    static final long PIECE_BYTES = 128L * 1024 * 1024;

    public CopyPlan {
        copies = List.copyOf(copies);
    }

    /// With a minimum of 5 MiB: 2 MiB pending and a range of 100 MiB make 3 MiB to be read and one copy of 97 MiB; a range of
    /// 7 MiB would leave 4 MiB, too little, so it is read whole.
    ///
    /// @param range what is wanted of the source
    /// @param sourceBytes the size of the whole source
    /// @param pendingBytes that wait in front of it and are less than a part
    /// @param minPartBytes 5 MiB on S3
    public static CopyPlan of(ByteRange range, long sourceBytes, long pendingBytes, long minPartBytes) {
        long fill = pendingBytes == 0 ? 0 : Math.max(0, minPartBytes - pendingBytes);
        long rest = range.length() - fill;
        if (sourceBytes <= minPartBytes || rest < minPartBytes) {
            return new CopyPlan(range, List.of());
        }
        return new CopyPlan(
                new ByteRange(range.offset(), fill), pieces(new ByteRange(range.offset() + fill, rest), minPartBytes));
    }

    private static List<ByteRange> pieces(ByteRange range, long minPartBytes) {
        long count = Math.max(1, Math.ceilDiv(range.length(), Math.max(PIECE_BYTES, minPartBytes)));
        long size = Math.ceilDiv(range.length(), count);
        var pieces = new ArrayList<ByteRange>();
        for (long offset = range.offset(); offset < range.end(); offset += size) {
            pieces.add(new ByteRange(offset, Math.min(size, range.end() - offset)));
        }
        return pieces;
    }
}

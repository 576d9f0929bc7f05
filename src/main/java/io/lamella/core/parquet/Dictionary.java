package io.lamella.core.parquet;

import io.lamella.core.column.BytesVector;
import io.lamella.core.column.LongVector;
import io.lamella.core.column.ScalarVector;

/// The values of a dictionary page, by their ids. Keeps nothing of the page itself.
final class Dictionary {
    private final boolean isLong;
    private final int size;
    private final long[] longs;
    private final byte[] bytes;
    private final int[] starts;
    private final int[] lengths;
    private final int pageBytes;
    private final int longest;

    Dictionary(Leaf leaf, ByteCursor in, int size) {
        // Each value takes bytes, so a size that is not true is found out before room is made for it.
        int least = leaf.width() > 0 ? leaf.width() : Integer.BYTES;
        if (size < 0 || (long) size * least > in.remaining()) {
            throw new ParquetFormatException(
                    "a dictionary of " + in.remaining() + " bytes cannot have " + size + " values");
        }
        this.isLong = leaf.isLong();
        this.size = size;
        pageBytes = in.remaining();
        longs = new long[isLong ? size : 0];
        starts = new int[isLong ? 0 : size];
        lengths = new int[starts.length];
        bytes = new byte[isLong ? 0 : pageBytes + BytesVector.PADDING];
        if (isLong) {
            PageValues.plain(leaf, in).read(longs, 0, size);
            longest = 0;
        } else {
            System.arraycopy(in.array(), in.position(), bytes, 0, pageBytes);
            longest = readRuns(PageValues.plain(leaf, new ByteCursor(bytes, 0, pageBytes)));
        }
    }

    /// Answers how long the longest is.
    private int readRuns(PageValues values) {
        int most = 0;
        for (int i = 0; i < starts.length; i++) {
            values.next();
            starts[i] = values.start;
            lengths[i] = values.length;
            most = Math.max(most, values.length);
        }
        return most;
    }

    int size() {
        return size;
    }

    /// All of them, at the places of their ids.
    ScalarVector values() {
        return isLong ? LongVector.of(longs) : BytesVector.of(bytes, starts, lengths, longest);
    }

    /// Where runs of bytes lie, with [BytesVector#PADDING] behind them.
    byte[] array() {
        return bytes;
    }

    int start(int id) {
        return starts[id];
    }

    int length(int id) {
        return lengths[id];
    }

    /// Of all values together, as the page has them.
    int bytes() {
        return pageBytes;
    }

    /// How many bytes the longest run has; 0 for numbers.
    int longest() {
        return longest;
    }

    /// The values of a page that holds ids, after a byte that says how many bits each takes.
    ///
    /// @param most values that the page can have at most; a page of nulls may lack even that byte
    PageValues values(ByteCursor in, int most) {
        boolean empty = most == 0 || in.remaining() == 0;
        return new ById(new RunLengthDecoder(in, empty ? 0 : in.unsignedByte()));
    }

    private final class ById extends PageValues {
        private static final int BLOCK = 1024;

        private final RunLengthDecoder runs;
        private final int[] ids = new int[BLOCK];

        ById(RunLengthDecoder runs) {
            this.runs = runs;
            array = bytes;
        }

        @Override
        void read(long[] into, int from, int count) {
            for (int done = 0; done < count; ) {
                int n = Math.min(BLOCK, count - done);
                readIds(ids, 0, n);
                for (int i = 0; i < n; i++) {
                    into[from + done + i] = longs[ids[i]];
                }
                done += n;
            }
        }

        @Override
        void next() {
            readIds(ids, 0, 1);
            start = starts[ids[0]];
            length = lengths[ids[0]];
        }

        /// They lie in the dictionary, which nothing changes.
        @Override
        void put(BytesVector to, int from, int count) {
            if (from > 0 && to.isOwn()) {
                copy(to, from, count);
                return;
            }
            to.wrap(bytes);
            for (int done = 0; done < count; ) {
                int n = Math.min(BLOCK, count - done);
                readIds(ids, 0, n);
                for (int i = 0; i < n; i++) {
                    to.set(from + done + i, starts[ids[i]], lengths[ids[i]]);
                }
                done += n;
            }
        }

        @Override
        void leave(BytesVector to, int rows) {
            // The dictionary stays.
        }

        @Override
        void copy(BytesVector to, int from, int count) {
            for (int done = 0; done < count; ) {
                int n = Math.min(BLOCK, count - done);
                readIds(ids, 0, n);
                int at = to.extend(bytesOf(ids, n));
                for (int i = 0; i < n; i++) {
                    int id = ids[i];
                    BytesVector.copy(bytes, starts[id], lengths[id], to.data, at);
                    to.set(from + done + i, at, lengths[id]);
                    at += lengths[id];
                }
                done += n;
            }
        }

        private int bytesOf(int[] some, int count) {
            long sum = 0;
            for (int i = 0; i < count; i++) {
                sum += lengths[some[i]];
            }
            return Math.toIntExact(sum);
        }

        @Override
        boolean hasIds() {
            return true;
        }

        @Override
        void readIds(int[] into, int from, int count) {
            runs.read(into, from, count);
            for (int i = from; i < from + count; i++) {
                if (into[i] < 0 || into[i] >= size) {
                    throw new ParquetFormatException("there is no value " + into[i] + " in a dictionary of " + size);
                }
            }
        }
    }
}

package io.lamella.core.parquet;

import io.lamella.core.column.BytesVector;
import java.util.Optional;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.Type;

/// The values of one page, without nulls, in order. A subclass holds numbers or runs of bytes, never both.
abstract class PageValues {
    /// After [#next]: the array in which the value lies, its first byte there, and how many it has. Valid until the next
    /// call.
    byte[] array = new byte[0];

    int start;
    int length;

    /// Reads numbers, in the form that [io.lamella.core.schema.Storage] describes.
    void read(long[] into, int from, int count) {
        if (count > 0) {
            throw new ParquetFormatException("wants " + count + " numbers where there are none");
        }
    }

    /// Steps to the next run of bytes.
    void next() {
        throw new ParquetFormatException("wants a run of bytes where there is none");
    }

    /// Puts runs of bytes into the rows of a vector from `from` on: copies, or where they lie if they stay there as long as the
    /// vector is in use.
    void put(BytesVector to, int from, int count) {
        to.keep(from);
        copy(to, from, count);
    }

    /// Lets go of the rows of a vector that were [#put] there, before the page is gone.
    void leave(BytesVector to, int rows) {
        to.keep(rows);
    }

    /// Copies runs of bytes behind those that a vector has, into the rows from `from` on.
    void copy(BytesVector to, int from, int count) {
        for (int row = from; row < from + count; row++) {
            next();
            int at = to.append(row, length);
            System.arraycopy(array, start, to.data, at, length);
        }
    }

    /// Whether they are ids of a dictionary.
    boolean hasIds() {
        return false;
    }

    /// Reads ids.
    void readIds(int[] into, int from, int count) {
        throw new ParquetFormatException("wants " + count + " ids where there are none");
    }

    /// @param in the bytes of the values, and nothing else
    /// @param most values that the page can have at most
    static PageValues of(Encoding encoding, Leaf leaf, ByteCursor in, Optional<Dictionary> dictionary, int most) {
        return switch (encoding) {
            case PLAIN -> plain(leaf, in);
            case PLAIN_DICTIONARY, RLE_DICTIONARY ->
                dictionary
                        .orElseThrow(() -> new ParquetFormatException("there is no dictionary page before it"))
                        .values(in, most);
            case RLE -> {
                require(leaf.type() == Type.BOOLEAN, encoding, leaf);
                yield new RunLengthBooleans(in.slice(in.littleEndian(Integer.BYTES)));
            }
            case DELTA_BINARY_PACKED -> {
                require(leaf.type() == Type.INT32 || leaf.type() == Type.INT64, encoding, leaf);
                yield new DeltaLongs(in, leaf.type() == Type.INT32);
            }
            case DELTA_LENGTH_BYTE_ARRAY -> {
                require(leaf.type() == Type.BYTE_ARRAY, encoding, leaf);
                yield new DeltaLengthBytes(in);
            }
            case DELTA_BYTE_ARRAY -> {
                require(!leaf.isLong(), encoding, leaf);
                yield new DeltaBytes(in, leaf.width());
            }
            case BYTE_STREAM_SPLIT -> {
                require(leaf.width() > 0, encoding, leaf);
                yield new SplitValues(in, leaf.type(), leaf.width());
            }
            case BIT_PACKED -> throw new ParquetFormatException("values cannot be encoded as " + encoding);
        };
    }

    static PageValues plain(Leaf leaf, ByteCursor in) {
        return leaf.isLong() ? new PlainLongs(in, leaf.type()) : new PlainBytes(in, leaf.width());
    }

    private static void require(boolean legal, Encoding encoding, Leaf leaf) {
        if (!legal) {
            throw new ParquetFormatException("values of type " + leaf.type() + " cannot be encoded as " + encoding);
        }
    }
}

package io.lamella.core.event;

import java.util.Optional;

/// One stretch of an object that is to be cut: somebody has to find out where rows begin in it. A compressed object is one stretch,
/// since it can be read from its start only.
///
/// @param rows all rows of the object; of a compressed one, of whose text nobody knows yet how long it is, the range is that of its
/// bytes
/// @param sliceBytes the object is cut about every so many bytes; so long are the stretches too, but for the first and the last
/// @param format the fingerprint of the input format: stretches surveyed under different ones do not fit together
/// @param stretch which of the stretches, from 0
public record SurveyTask(SliceTask rows, long sliceBytes, String format, int stretch) {
    /// The first stretch of an object.
    ///
    /// @param cut what stands in front of its rows
    public static SurveyTask first(SliceTask whole, Cut cut, long sliceBytes, String format) {
        var lead = cut.lead().length();
        var rows = new ByteRange(lead, whole.source().size() - lead);
        return new SurveyTask(
                new SliceTask(whole.dataset(), whole.source(), rows, Optional.of(cut)), sliceBytes, format, 0);
    }

    /// All of a compressed object.
    ///
    /// @param cut what stands in front of its rows
    public static SurveyTask ofCompressed(SliceTask whole, Cut cut, long sliceBytes, String format) {
        var all = new Compressed(RestartPoint.START, whole.source().size());
        var rows = new SliceTask(
                whole.dataset(), whole.source(), whole.range(), Optional.of(all), Optional.of(cut), Optional.empty());
        return new SurveyTask(rows, sliceBytes, format, 0);
    }

    public boolean isOfCompressed() {
        return rows.compressed().isPresent();
    }

    /// How many stretches there are.
    public int stretches() {
        return isOfCompressed() ? 1 : Math.toIntExact(Math.ceilDiv(rows.range().end(), sliceBytes) - first());
    }

    /// The bytes of the stretch.
    public ByteRange range() {
        if (isOfCompressed()) {
            return rows.range();
        }
        long from = Math.max(rows.range().offset(), (first() + stretch) * sliceBytes);
        long to = Math.min(rows.range().end(), (first() + stretch + 1) * sliceBytes);
        return new ByteRange(from, to - from);
    }

    private long first() {
        return rows.range().offset() / sliceBytes;
    }

    public SurveyTask of(int otherStretch) {
        return new SurveyTask(rows, sliceBytes, format, otherStretch);
    }
}

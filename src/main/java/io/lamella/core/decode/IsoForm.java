package io.lamella.core.decode;

/// `yyyy-MM-dd`, which is midnight, and `yyyy-MM-dd HH:mm[:ss[.f]][offset]`, with a blank or a T between date and time.
/// Not thread-safe.
final class IsoForm implements TimestampForm {
    private static final long SECONDS_OF_DAY = 86_400;

    private final IsoDate date = new IsoDate();
    private final IsoTime time = new IsoTime();

    @Override
    public boolean read(byte[] data, int start, int end, Moment moment) {
        if (end - start < IsoDate.LENGTH) {
            return false;
        }
        long day = date.epochDay(data, start);
        if (day == IsoDate.NONE) {
            return false;
        }
        int at = start + IsoDate.LENGTH;
        if (at == end) {
            moment.local(day * SECONDS_OF_DAY, 0, Moment.NO_OFFSET);
            return true;
        }
        return (data[at] == ' ' || data[at] == 'T') && readTime(data, at + 1, end, day * SECONDS_OF_DAY, moment);
    }

    private boolean readTime(byte[] data, int start, int end, long midnight, Moment moment) {
        int at = time.read(data, start, end);
        if (at < 0) {
            return false;
        }
        int offset = Moment.NO_OFFSET;
        if (at < end) {
            offset = IsoOffset.seconds(data, at, end);
            if (offset == IsoOffset.NONE) {
                return false;
            }
        }
        moment.local(midnight + time.secondOfDay(), time.nanos(), offset);
        return true;
    }
}

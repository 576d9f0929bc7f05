package io.lamella.core.decode;

import java.nio.ByteBuffer;

/// Finds out what one stretch of an object does to those behind it.
public interface Surveyor {
    /// One for text of a format. The text must be such as [ObjectLead#find] takes.
    static Surveyor of(InputFormat format) {
        return switch (format) {
            case InputFormat.Csv csv -> new CsvSurveyor(csv);
            case InputFormat.NdJson _ -> new LineSurveyor();
            case InputFormat.Json _ -> throw new IllegalArgumentException("JSON documents are not cut");
        };
    }

    /// Hands over more bytes of the stretch. They are the caller's again when this returns.
    void offer(ByteBuffer bytes);

    /// To be called once, when all bytes of the stretch were offered: one at least.
    Survey finish();
}

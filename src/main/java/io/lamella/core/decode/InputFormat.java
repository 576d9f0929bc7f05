package io.lamella.core.decode;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// How source objects of a dataset are written. Compression is not part of it: it is told by the content.
public sealed interface InputFormat {
    /// 16 MiB.
    int DEFAULT_MAX_ROW_BYTES = 16 * 1024 * 1024;

    /// The charset of the text. A byte order mark overrules it.
    Charset charset();

    /// The most bytes that one row may have, as UTF-8 text; a longer one is rejected.
    int maxRowBytes();

    /// Comma-separated values, RFC 4180 and its relatives.
    ///
    /// @param delimiter between fields, one ASCII character
    /// @param quote around fields; empty for none. A doubled quote inside a quoted field is one quote
    /// @param escape takes the special meaning from the character behind it, inside quotes; empty for none
    /// @param header whether the first row that is not skipped has the names of the fields
    /// @param skipLines lines to pass over at the start, before the header
    /// @param comment a line that begins with it is passed over; empty for none
    /// @param trim whether blanks and tabs around an unquoted field are dropped
    /// @param missingFields what a row of fewer fields than columns means
    /// @param extraFields what a row of more fields than the header (or the columns) means
    record Csv(
            Charset charset,
            int maxRowBytes,
            byte delimiter,
            Optional<Byte> quote,
            Optional<Byte> escape,
            boolean header,
            int skipLines,
            Optional<Byte> comment,
            boolean trim,
            Unexpected missingFields,
            Unexpected extraFields)
            implements InputFormat {
        /// With commas, double quotes and a header, as most programs write it.
        public static final Csv DEFAULT = new Csv(
                StandardCharsets.UTF_8,
                DEFAULT_MAX_ROW_BYTES,
                (byte) ',',
                Optional.of((byte) '"'),
                Optional.empty(),
                true,
                0,
                Optional.empty(),
                false,
                Unexpected.REJECT,
                Unexpected.REJECT);
    }

    /// One JSON object a line (ndjson.org, jsonlines.org).
    ///
    /// @param extraFields what a key that is no column means
    record NdJson(Charset charset, int maxRowBytes, Unexpected extraFields) implements InputFormat {
        public static final NdJson DEFAULT =
                new NdJson(StandardCharsets.UTF_8, DEFAULT_MAX_ROW_BYTES, Unexpected.IGNORE);
    }

    /// JSON documents, one or several, one behind another. A document is a record, or an array of records, or has such an array in it.
    ///
    /// @param extraFields what a key of a record means that is no column
    /// @param records the keys that lead from the object that is a document to the array, outermost first; empty where the document itself is
    /// it
    record Json(Charset charset, int maxRowBytes, Unexpected extraFields, List<String> records) implements InputFormat {
        public Json {
            records = List.copyOf(records);
        }

        public static final Json DEFAULT =
                new Json(StandardCharsets.UTF_8, DEFAULT_MAX_ROW_BYTES, Unexpected.IGNORE, List.of());
    }

    /// What to do about fields that the schema does not foresee, or that it foresees and that are not there.
    enum Unexpected {
        /// The row is rejected.
        REJECT,
        /// Missing fields are null (and rejected where the column is required); extra fields are passed over.
        IGNORE
    }
}

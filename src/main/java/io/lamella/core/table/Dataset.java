package io.lamella.core.table;

import io.lamella.core.decode.ColumnSource;
import io.lamella.core.decode.InputFormat;
import io.lamella.core.parquet.WriterSettings;
import io.lamella.core.schema.TableSchema;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The configuration of one table: which source objects, how they are written, what the table looks like.
///
/// @param name also the folder of the table; lower-case letters, digits, `_` and `-`
/// @param columns in the order of the schema
/// @param partitions outermost first; empty for a table without partitions
/// @param freshness how long rows may wait, staged, for others to share a row group with; zero for "at once"
/// @param wholeObjects whether the slices of an object count only if all of them do, even without limits on bad rows
/// @param sealAfter a head that was not appended to for this long is sealed; empty for never
/// @param settle when cold parts are rewritten; empty (the default) for never
public record Dataset(
        String name,
        List<SourcePattern> sources,
        InputFormat format,
        List<ColumnSource> columns,
        List<PartitionField> partitions,
        Duration freshness,
        Sizes sizes,
        WriterSettings writer,
        BadRows badRows,
        boolean wholeObjects,
        AppendMode append,
        Optional<Duration> sealAfter,
        Optional<Settle> settle) {
    public static final Duration DEFAULT_FRESHNESS = Duration.ofMinutes(10);

    public Dataset {
        sources = List.copyOf(sources);
        columns = List.copyOf(columns);
        partitions = List.copyOf(partitions);
    }

    /// All columns that are decoded, those too that only name the partition.
    public TableSchema decodedSchema() {
        return new TableSchema(columns.stream().map(ColumnSource::column).toList());
    }

    /// The columns that are stored in the files: a column whose name is also a partition's stands in the path alone, as
    /// Hive has it.
    public TableSchema fileSchema() {
        var names = partitions.stream().map(PartitionField::name).toList();
        return new TableSchema(columns.stream()
                .map(ColumnSource::column)
                .filter(column -> !names.contains(column.name()))
                .toList());
    }

    /// Whether an object is taken as a whole or not at all, also when it is cut into slices. Limits on bad rows are such of whole
    /// objects.
    public boolean takesWholeObjects() {
        return wholeObjects || !badRows.equals(BadRows.ANY);
    }

    /// The same dataset, but for how long rows may wait.
    public Dataset withFreshness(Duration other) {
        return new Dataset(
                name,
                sources,
                format,
                columns,
                partitions,
                other,
                sizes,
                writer,
                badRows,
                wholeObjects,
                append,
                sealAfter,
                settle);
    }

    /// Names the input format: any change of it is another fingerprint.
    public String formatFingerprint() {
        return Fingerprint.of(format.toString());
    }

    /// Names this configuration: any change of it is another fingerprint.
    public String fingerprint() {
        // Records print all that they hold, and in the same way in every process.
        return Fingerprint.of(toString());
    }

    /// Sizes in bytes, but for `maxRowGroups`.
    ///
    /// @param rowGroup a row group is full when it has this many bytes, compressed; memory follows from it
    /// @param part a part is sealed when it comes [near this][#sealedFrom]
    /// @param maxRowGroups a part is sealed when it has this many row groups, so that its footer stays small
    /// @param maxDead a part is sealed when old footers and ledgers in it reach this
    /// @param slice an object larger than this is cut into slices of about this size, of text if it is compressed, which are converted side
    /// by side
    public record Sizes(long rowGroup, long part, int maxRowGroups, long maxDead, long slice) {
        private static final long MIB = 1024 * 1024;
        public static final Sizes DEFAULT = new Sizes(64 * MIB, 512 * MIB, 128, 16 * MIB);

        /// With slices of the usual size.
        public Sizes(long rowGroup, long part, int maxRowGroups, long maxDead) {
            this(rowGroup, part, maxRowGroups, maxDead, 256 * MIB);
        }

        /// The length at which a part is sealed: a 16th below its size, since to append the little that it lacks would copy all of it.
        public long sealedFrom() {
            return part - part / 16;
        }
    }

    /// How many rows of an object may be rejected before the object is refused as a whole.
    ///
    /// @param maxRows more rejected rows than this refuse the object; empty for no such limit
    /// @param maxFraction a greater fraction of rejected rows, 0 to 1, refuses the object; empty for no such limit
    public record BadRows(Optional<Long> maxRows, Optional<Double> maxFraction) {
        public static final BadRows ANY = new BadRows(Optional.empty(), Optional.empty());
    }

    public enum AppendMode {
        /// Commits append to the head.
        ALWAYS,
        /// Each commit is a sealed part of its own, for consumers that work file by file.
        NEVER
    }

    /// When a cold part is rewritten with full row groups and without dead bytes.
    ///
    /// @param after how long it must have been left alone, a day at least
    /// @param windowStartHour first hour of the day (UTC) in which it may happen
    /// @param windowEndHour the hour (UTC) in which it may no longer begin; the window may pass midnight
    public record Settle(Duration after, int windowStartHour, int windowEndHour) {}
}

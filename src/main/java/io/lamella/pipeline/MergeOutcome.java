package io.lamella.pipeline;

/// What became of files of a folder.
public sealed interface MergeOutcome {
    /// The folder, or a file in it.
    Location where();

    /// Files were merged into one.
    ///
    /// @param where the merged file
    /// @param files whose place it takes
    /// @param left of those, files that could not be deleted because another version has come
    record Merged(Location where, int files, long rows, long bytesBefore, long bytesAfter, int left)
            implements MergeOutcome {}

    /// Files would be merged into one if this were no rehearsal.
    ///
    /// @param where the folder
    /// @param bytesBefore of the files; what comes of them has about as many, or fewer where row groups are encoded anew
    /// @param copiedBytes of row groups that would be copied as they are
    record Planned(Location where, int files, long rows, long bytesBefore, long copiedBytes) implements MergeOutcome {}

    /// What an earlier run began was finished.
    ///
    /// @param where the merged file, or one that came late and was removed
    /// @param deleted files that it takes the place of
    record Finished(Location where, int deleted) implements MergeOutcome {}

    /// A file was left alone, or a whole folder.
    record Left(Location where, Why why, String reason) implements MergeOutcome {}

    /// The kinds of reasons for which files are left alone.
    enum Why {
        /// They are no Parquet, or belong to a table that somewhere has a list of them.
        NOT_MEANT,
        /// Something is wrong with them, or they are written in a way that is not read.
        UNREADABLE,
        /// They do not go with the others, or not with what is asked for.
        UNFIT,
        /// Somebody is at them right now; the next run looks again.
        BUSY
    }

    /// Something went wrong; the next run takes it up again. No row was lost or is there twice for good.
    ///
    /// @param where the folder
    record Failed(Location where, Throwable cause) implements MergeOutcome {}
}

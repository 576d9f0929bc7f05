package io.lamella.pipeline.foreign;

import io.lamella.pipeline.Location;

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

    /// A file was left alone.
    record Left(Location where, String reason) implements MergeOutcome {}

    /// Something went wrong; the next run takes it up again. No row was lost or is there twice for good.
    ///
    /// @param where the folder
    record Failed(Location where, Throwable cause) implements MergeOutcome {}
}

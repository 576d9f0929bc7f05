package io.lamella.pipeline.load;

import io.lamella.pipeline.Location;
import io.lamella.pipeline.ObjectInfo;
import io.lamella.pipeline.ObjectStore;
import io.lamella.pipeline.StoreException;
import io.lamella.pipeline.foreign.FileKind;
import io.smallrye.mutiny.Uni;
import java.util.List;

/// The Parquet files below a prefix, in the order of their keys, as a listing shows them.
public final class FileListing {
    private final List<DataFile> files;

    private FileListing(List<DataFile> files) {
        this.files = files;
    }

    /// Lists one object, or the Parquet files of a folder and those below. Left out is what readers do not see: names and
    /// folders that begin with `_` or `.`, and files that are not called Parquet. Fails with `NOT_FOUND` if there is none.
    ///
    /// @param path an object's key, or a folder with or without a slash at its end; empty for the whole bucket
    public static Uni<FileListing> of(ObjectStore store, String bucket, String path) {
        return store.list(bucket, path)
                .select()
                .where(info -> isWanted(info, path))
                .map(DataFile::of)
                .collect()
                .asList()
                .map(files -> {
                    if (files.isEmpty()) {
                        throw new StoreException(
                                StoreException.Reason.NOT_FOUND,
                                "there is no Parquet file below s3://" + bucket + "/" + path
                                        + "; name a file, or a folder that has files whose names end with .parquet");
                    }
                    return new FileListing(List.copyOf(files));
                });
    }

    private static boolean isWanted(ObjectInfo info, String path) {
        var key = info.location().key();
        if (key.equals(path)) {
            return true;
        }
        boolean below = path.isEmpty() || path.endsWith("/") || key.startsWith(path + "/");
        var rest = key.substring(path.length());
        int slash = rest.lastIndexOf('/');
        return below
                && !FileKind.isHidden(rest.substring(0, slash + 1))
                && FileKind.of(rest.substring(slash + 1), info.size()) == FileKind.PARQUET;
    }

    List<DataFile> files() {
        return files;
    }

    public int count() {
        return files.size();
    }

    public List<Location> locations() {
        return files.stream().map(file -> file.info().location()).toList();
    }

    /// Of all files, as they lie in the store.
    public long bytes() {
        return files.stream().mapToLong(file -> file.info().size()).sum();
    }
}

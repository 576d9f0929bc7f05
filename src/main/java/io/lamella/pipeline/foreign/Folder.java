package io.lamella.pipeline.foreign;

import io.lamella.pipeline.Location;
import io.lamella.pipeline.ObjectInfo;
import io.lamella.pipeline.ObjectStore;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/// The files of one folder, without those of the folders below, as a listing showed them.
///
/// @param path what their keys begin with: empty, or text that ends with `/`
record Folder(String bucket, String path, List<ObjectInfo> files) {
    Folder {
        files = List.copyOf(files);
    }

    /// Lists it anew.
    Uni<Folder> fresh(ObjectStore store) {
        return store.list(bucket, path)
                .select()
                .where(info -> !name(info).contains("/"))
                .collect()
                .asList()
                .map(found -> new Folder(bucket, path, found));
    }

    Location at(String name) {
        return new Location(bucket, path + name);
    }

    String name(ObjectInfo info) {
        return info.location().key().substring(path.length());
    }

    Optional<ObjectInfo> find(String name) {
        return files.stream().filter(info -> name(info).equals(name)).findFirst();
    }

    @Override
    public String toString() {
        return "s3://" + bucket + "/" + path;
    }
}

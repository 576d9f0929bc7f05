package io.lamella.pipeline.foreign;

import io.lamella.pipeline.ObjectInfo;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Sorts a listing into folders. Keys come in order, so that a folder is whole when a key comes that is not below it; only the
/// folders on the way to the present key are held in memory.
final class FolderWalk {
    private final String bucket;
    private final Deque<Open> open = new ArrayDeque<>();

    FolderWalk(String bucket) {
        this.bucket = bucket;
    }

    private record Open(String path, List<ObjectInfo> files) {}

    /// Takes the next object, and answers the folders that are whole by now.
    List<Folder> next(ObjectInfo info) {
        var key = info.location().key();
        var path = key.substring(0, key.lastIndexOf('/') + 1);
        var whole = new ArrayList<Folder>();
        while (!open.isEmpty() && !path.startsWith(open.getLast().path())) {
            close(whole);
        }
        if (open.isEmpty() || !open.getLast().path().equals(path)) {
            open.add(new Open(path, new ArrayList<>()));
        }
        open.getLast().files().add(info);
        return whole;
    }

    /// The folders that are left at the end.
    List<Folder> end() {
        var whole = new ArrayList<Folder>();
        while (!open.isEmpty()) {
            close(whole);
        }
        return whole;
    }

    private void close(List<Folder> to) {
        var last = open.removeLast();
        to.add(new Folder(bucket, last.path(), last.files()));
    }
}

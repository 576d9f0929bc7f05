package io.lamella.entry.wiring;

import io.lamella.core.event.Messages;
import io.lamella.core.event.SliceTask;
import io.lamella.core.event.SourceObject;
import io.lamella.core.table.SourcePattern;
import io.lamella.pipeline.Datasets;
import io.lamella.pipeline.MessageQueue;
import io.lamella.pipeline.ObjectInfo;
import io.lamella.pipeline.ObjectStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Takes the place of S3's notifications where there are none: lists the sources again and again, and sends what is new to the
/// ingest queue.
///
/// An object is taken when two looks found it unchanged, so that a file that is still being written is left alone. After a
/// restart everything is sent once more; the receipts tell what was done.
public final class FolderWatch {
    private final ObjectStore store;
    private final Datasets datasets;
    private final MessageQueue ingest;
    private final Set<ObjectInfo> lastLook = new HashSet<>();
    private final Set<ObjectInfo> sent = new HashSet<>();

    public FolderWatch(ObjectStore store, Datasets datasets, MessageQueue ingest) {
        this.store = store;
        this.datasets = datasets;
        this.ingest = ingest;
    }

    /// Looks once, and answers how many objects were sent. One call at a time.
    public Uni<Integer> look() {
        return found().chain(objects -> {
            sent.retainAll(objects);
            var stable = objects.stream()
                    .filter(object -> lastLook.contains(object) && !sent.contains(object))
                    .toList();
            lastLook.clear();
            lastLook.addAll(objects);
            return Multi.createFrom()
                    .iterable(stable)
                    .onItem()
                    .transformToUniAndConcatenate(object -> send(object).invoke(() -> sent.add(object)))
                    .onItem()
                    .ignoreAsUni()
                    .replaceWith(stable.size());
        });
    }

    private Uni<Set<ObjectInfo>> found() {
        var places = datasets.all().stream()
                .flatMap(dataset -> dataset.sources().stream())
                .collect(Collectors.groupingBy(
                        SourcePattern::bucket, Collectors.mapping(SourcePattern::prefix, Collectors.toSet())));
        return Multi.createFrom()
                .iterable(places.entrySet())
                .onItem()
                .transformToMultiAndConcatenate(place -> Multi.createFrom()
                        .iterable(place.getValue())
                        .onItem()
                        .transformToMultiAndConcatenate(prefix -> store.list(place.getKey(), prefix)))
                .collect()
                .in(HashSet<ObjectInfo>::new, Set::add)
                .map(set -> set);
    }

    private Uni<Void> send(ObjectInfo info) {
        var location = info.location();
        var source = new SourceObject(location.bucket(), location.key(), info.etag(), info.size());
        return Multi.createFrom()
                .iterable(datasets.of(location.bucket(), location.key()))
                .onItem()
                .transformToUniAndConcatenate(dataset -> ingest.send(new MessageQueue.Outgoing(
                        Messages.write(SliceTask.whole(dataset.name(), source)), Optional.empty())))
                .onItem()
                .ignoreAsUni();
    }
}

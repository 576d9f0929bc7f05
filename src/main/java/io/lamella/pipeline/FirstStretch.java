package io.lamella.pipeline;

import io.lamella.core.decode.ObjectLead;
import io.lamella.core.event.ByteRange;
import io.lamella.core.event.SliceTask;
import io.lamella.core.event.SurveyTask;
import io.lamella.core.table.Dataset;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Looks at the beginning of a big object, to see whether it can be cut, and where its rows begin.
final class FirstStretch {
    /// Where a header must end that travels along.
    private static final int BEGINNING_BYTES = 64 * 1024;

    private final ObjectStore sources;

    FirstStretch(ObjectStore sources) {
        this.sources = sources;
    }

    /// The first stretch to be surveyed of an object; empty if the object cannot be cut.
    Uni<Optional<SurveyTask>> of(SliceTask whole, Dataset dataset) {
        var source = whole.source();
        var beginning = ByteRange.whole(Math.min(source.size(), BEGINNING_BYTES));
        return sources.read(at(whole), beginning, source.etag())
                .chain(bytes -> ObjectLead.isCompressed(bytes)
                        ? ofCompressed(whole, dataset)
                        : Uni.createFrom().item(ofPlain(whole, bytes, dataset)));
    }

    private static Optional<SurveyTask> ofPlain(SliceTask whole, ByteBuffer beginning, Dataset dataset) {
        long size = whole.source().size();
        return ObjectLead.find(dataset.format(), beginning)
                .filter(cut -> cut.lead().length() < size)
                .map(cut -> SurveyTask.first(whole, cut, dataset.sizes().slice(), dataset.formatFingerprint()));
    }

    private Uni<Optional<SurveyTask>> ofCompressed(SliceTask whole, Dataset dataset) {
        var source = whole.source();
        return Beginning.read(sources, at(whole), source.size(), source.etag())
                .map(beginning -> ObjectLead.findCompressed(
                                dataset.format(), beginning.bytes(), BEGINNING_BYTES, beginning.whole())
                        .map(cut -> SurveyTask.ofCompressed(
                                whole, cut, dataset.sizes().slice(), dataset.formatFingerprint())));
    }

    private static Location at(SliceTask whole) {
        return new Location(whole.source().bucket(), whole.source().key());
    }
}

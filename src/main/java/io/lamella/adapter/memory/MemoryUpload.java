package io.lamella.adapter.memory;

import static io.lamella.pipeline.StoreException.Reason.REFUSED;

import io.lamella.pipeline.ObjectStore;
import io.lamella.pipeline.StoreException;
import io.lamella.pipeline.Upload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A pending multipart upload and the parts that it has so far.
record MemoryUpload(Upload upload, Instant initiated, Map<Integer, StoredPart> parts) {
    record StoredPart(Bytes bytes, String etag) {}

    MemoryUpload(Upload upload, Instant initiated) {
        this(upload, initiated, new HashMap<>());
    }

    Upload.Part add(int number, Bytes bytes) {
        if (number < 1 || number > ObjectStore.MAX_PARTS) {
            throw refused(
                    "InvalidArgument: a part's number must be 1 to " + ObjectStore.MAX_PARTS + " but was " + number);
        }
        String etag = Etag.of(bytes);
        parts.put(number, new StoredPart(bytes, etag));
        return new Upload.Part(number, etag);
    }

    MemoryObject assemble(List<Upload.Part> wanted, int minPartBytes) {
        if (wanted.isEmpty()) {
            throw refused("MalformedXML: at least one part must be given");
        }
        var chosen = new ArrayList<StoredPart>(wanted.size());
        int previous = 0;
        for (Upload.Part part : wanted) {
            if (part.number() <= previous) {
                throw refused("InvalidPartOrder: part " + part.number() + " was given after part " + previous);
            }
            previous = part.number();
            chosen.add(find(part));
        }
        for (StoredPart part : chosen.subList(0, chosen.size() - 1)) {
            if (part.bytes().size() < minPartBytes) {
                throw refused("EntityTooSmall: every part but the last must have at least " + minPartBytes
                        + " bytes but one had " + part.bytes().size());
            }
        }
        return new MemoryObject(
                Bytes.concat(chosen.stream().map(StoredPart::bytes).toList()),
                Etag.ofParts(chosen.stream().map(StoredPart::etag).toList()),
                initiated);
    }

    private StoredPart find(Upload.Part wanted) {
        StoredPart part = parts.get(wanted.number());
        if (part == null || !part.etag().equals(wanted.etag())) {
            throw refused("InvalidPart: " + wanted + " was not uploaded, or is not the last upload of its number");
        }
        return part;
    }

    private StoreException refused(String message) {
        return new StoreException(REFUSED, message + ": upload of " + upload.target());
    }
}

package io.lamella.core.event;

/// An object that landed in a source bucket, or what stands in the place of one: a run of an export. The same key with another ETag
/// is another source object; the same run with another query is the same run.
///
/// @param key the object key, decoded (a space is a space)
/// @param etag the ETag without quotes
/// @param size in bytes; 0 for a run
public record SourceObject(String bucket, String key, String etag, long size) {
    /// What stands in the place of the bucket of runs: no bucket can have a colon in its name.
    public static final String RUNS = "export:";

    /// A run of an export, which puts the rows of one query into one dataset.
    ///
    /// @param run how whoever starts it names it
    /// @param query names the query, as an ETag names bytes
    public static SourceObject ofRun(String dataset, String run, String query) {
        return new SourceObject(RUNS, dataset + "/" + run, query, 0);
    }

    public boolean isRun() {
        return bucket.equals(RUNS);
    }

    /// As people write it: `s3://bucket/key`, or `export://dataset/run`.
    public String uri() {
        return isRun() ? RUNS + "//" + key : "s3://" + bucket + "/" + key;
    }
}

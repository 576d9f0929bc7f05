package io.lamella.core.table;

/// Which source objects belong to a dataset.
///
/// @param keyPattern a glob over the whole key: `*` stays within one `/`, `**` does not, `**/` is any number of folders,
/// also none, `?` is one character but `/`, `{a,b}` is a choice, `\` takes the meaning from the character behind it
public record SourcePattern(String bucket, String keyPattern) {
    private static final String SCHEME = "s3://";

    /// @throws IllegalArgumentException if one of the two is not well formed
    public SourcePattern {
        if (!Lake.isBucketName(bucket)) {
            throw new IllegalArgumentException("bucket " + Lake.BUCKET_NAME_RULE + " but was `" + bucket + "`");
        }
        compile(keyPattern);
    }

    /// The pattern of a URI such as `s3://landing/events/**/*.csv.gz`.
    ///
    /// @throws IllegalArgumentException with what must hold, what was found and the remedy
    public static SourcePattern parse(String uri) {
        if (!uri.startsWith(SCHEME)) {
            throw new IllegalArgumentException("must be `s3://<bucket>/<pattern>` but was `" + uri + "`");
        }
        String rest = uri.substring(SCHEME.length());
        int slash = rest.indexOf('/');
        if (slash < 0 || slash == rest.length() - 1) {
            throw new IllegalArgumentException("`" + uri + "` names no keys; `s3://" + rest + (slash < 0 ? "/" : "")
                    + "**` takes every object of the bucket");
        }
        if (rest.endsWith("/")) {
            throw new IllegalArgumentException(
                    "`" + uri + "` names a folder, not its objects; did you mean `" + uri + "**`?");
        }
        return new SourcePattern(rest.substring(0, slash), rest.substring(slash + 1));
    }

    public boolean matches(String bucket, String key) {
        return this.bucket.equals(bucket) && compile(keyPattern).matches(key);
    }

    /// Whether there can be a matching object whose key begins with `start`.
    public boolean mayMatchBelow(String bucket, String start) {
        return this.bucket.equals(bucket) && compile(keyPattern).mayMatchBelow(start);
    }

    /// Whether it matches no key but one.
    public boolean namesOneObject() {
        return prefix().equals(keyPattern);
    }

    /// What the keys of all matching objects begin with, for listings.
    public String prefix() {
        return compile(keyPattern).prefix();
    }

    private static Glob compile(String keyPattern) {
        try {
            return new Glob(keyPattern);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the pattern `" + keyPattern + "` " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return SCHEME + bucket + "/" + keyPattern;
    }
}

package io.lamella.core.plan;

import java.util.List;

/// The folders of others that the sweeper merges.
public record MergeSchedule(List<Source> sources, MergePolicy policy) {
    public MergeSchedule {
        sources = List.copyOf(sources);
    }

    /// A bucket, or a folder of it with all below.
    ///
    /// @param prefix empty, or text that ends with `/`
    public record Source(String bucket, String prefix) {
        private static final String SCHEME = "s3://";

        public Source {
            if (!prefix.isEmpty() && !prefix.endsWith("/")) {
                throw new IllegalArgumentException("a folder must end with / but was " + prefix);
            }
        }

        /// Reads `s3://bucket` or `s3://bucket/folder`, with or without a slash at its end.
        ///
        /// @throws IllegalArgumentException if the text is neither
        public static Source parse(String text) {
            if (!text.startsWith(SCHEME)) {
                throw new IllegalArgumentException(
                        "`" + text + "` must be `s3://<bucket>` or `s3://<bucket>/<folder>`");
            }
            var path = text.substring(SCHEME.length());
            int slash = path.indexOf('/');
            var bucket = slash < 0 ? path : path.substring(0, slash);
            var folder = slash < 0 ? "" : path.substring(slash + 1);
            if (bucket.isEmpty() || folder.startsWith("/") || folder.contains("*")) {
                throw new IllegalArgumentException(
                        "`" + text
                                + "` must be `s3://<bucket>` or `s3://<bucket>/<folder>`; all folders below are walked through");
            }
            return new Source(bucket, folder.isEmpty() || folder.endsWith("/") ? folder : folder + "/");
        }

        @Override
        public String toString() {
            return SCHEME + bucket + "/" + prefix;
        }
    }
}

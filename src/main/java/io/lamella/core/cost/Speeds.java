package io.lamella.core.cost;

/// How long things take, for the computing that is paid for by time.
///
/// @param request seconds that a request to S3 or SQS takes, in a row with others
/// @param object seconds of one processor for an object, whatever its size
/// @param gigabyte seconds of one processor to decode a GB of text and encode it as Parquet
/// @param stagedFile seconds of one processor to take a staged file into a commit, whatever its size
/// @param joinedGigabyte seconds of one processor to join a GB of Parquet
/// @param copiedBytes that S3 copies inside itself in a second
public record Speeds(
        double request, double object, double gigabyte, double stagedFile, double joinedGigabyte, double copiedBytes) {
    /// Those of processors are measured by the benchmark, with the JVM's quick compiler, as Lambda has it. S3's documentation
    /// names tens of milliseconds for small requests. What S3 copies in a second is assumed, not measured.
    public static final Speeds STANDARD = new Speeds(0.050, 0.000_3, 7, 0.000_2, 7, 100e6);

    public Speeds {
        if (!(request >= 0 && object >= 0 && gigabyte >= 0 && stagedFile >= 0 && joinedGigabyte >= 0)
                || !(copiedBytes > 0)) {
            throw new IllegalArgumentException("times must be 0 or more, and what is copied in a second positive");
        }
    }
}

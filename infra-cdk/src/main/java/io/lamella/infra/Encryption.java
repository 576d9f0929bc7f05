package io.lamella.infra;

/// How objects are encrypted at rest.
sealed interface Encryption {
    /// With keys that S3 manages; costs nothing.
    record S3Managed() implements Encryption {}

    /// With a KMS key that is made for the lake.
    record NewKey() implements Encryption {}

    /// With a KMS key that is there already.
    record ExistingKey(String arn) implements Encryption {}

    static Encryption parse(String text) {
        return switch (text) {
            case "s3" -> new S3Managed();
            case "kms" -> new NewKey();
            case String arn when arn.matches("arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:key/.+") -> new ExistingKey(arn);
            default -> throw Setting.ENCRYPTION.mustBe("`s3`, `kms`, or the ARN of a KMS key", text);
        };
    }
}

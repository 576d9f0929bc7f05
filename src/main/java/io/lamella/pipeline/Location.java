package io.lamella.pipeline;

/// Where an object lies. A value; it says nothing about whether the object exists.
public record Location(String bucket, String key) {
    @Override
    public String toString() {
        return "s3://" + bucket + "/" + key;
    }
}

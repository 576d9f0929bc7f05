package io.lamella.infra;

import java.util.Arrays;
import java.util.List;

/// The names of the settings, in the order of their documentation.
enum Setting {
    EMAIL("email", "you@example.com"),
    CONFIG("config", "../lamella.yaml"),
    PACKAGE("package", "../target/function.zip"),
    STACK("stack", "Lamella"),
    SCHEDULE("schedule", "rate(15 minutes)"),
    EXISTING_SOURCES("existing-sources", "landing,uploads"),
    MEMORY("memory", "1769"),
    ARCHITECTURE("architecture", "arm64"),
    SNAP_START("snap-start", "true"),
    INGEST_CONCURRENCY("ingest-concurrency", "20"),
    MERGE_CONCURRENCY("merge-concurrency", "20"),
    ENCRYPTION("encryption", "kms"),
    SOURCE_KEYS("source-keys", "arn:aws:kms:eu-west-1:111122223333:key/…"),
    VERSIONED("versioned", "true"),
    QUARANTINE_DAYS("quarantine-days", "90"),
    COLD_DAYS("cold-days", "90"),
    LOG_DAYS("log-days", "30"),
    OTLP_ENDPOINT("otlp-endpoint", "https://collector.example.com:4318"),
    DATABASE("database", "lamella"),
    PROJECTION_START("projection-start", "2020-01-01"),
    TAGS("tags", "team=data,env=prod"),
    DELETE_DATA("delete-data", "true");

    static final List<String> KEYS = Arrays.stream(values()).map(Setting::key).toList();

    private final String key;
    private final String example;

    Setting(String key, String example) {
        this.key = key;
        this.example = example;
    }

    String key() {
        return key;
    }

    SettingException mustBe(String rule, String found) {
        return new SettingException(key + " must be " + rule + " but is `" + found + "`; for example, " + usage());
    }

    SettingException missing(String what) {
        return new SettingException(key + " is missing: " + what + "; for example, " + usage());
    }

    private String usage() {
        return "under `context` in cdk.json: \"" + key + "\": \"" + example + "\"";
    }
}

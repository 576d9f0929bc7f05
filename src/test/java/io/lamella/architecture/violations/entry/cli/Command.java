package io.lamella.architecture.violations.entry.cli;

public record Command() {}

package io.lamella.architecture.violations.adapter.s3;

import io.lamella.architecture.Breaks;
import io.lamella.architecture.Rule;
import io.lamella.architecture.violations.entry.cli.Command;

@Breaks(Rule.ARROWS_POINT_INWARD)
public record Bucket(Command toEntry) {}

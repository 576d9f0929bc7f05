package io.lamella.architecture.violations.pipeline;

import io.lamella.architecture.Breaks;
import io.lamella.architecture.Rule;
import io.lamella.architecture.violations.adapter.s3.Bucket;

@Breaks(Rule.ARROWS_POINT_INWARD)
public record Stage(Bucket toAdapter) {}

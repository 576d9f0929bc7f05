package io.lamella.architecture.violations.adapter.local;

import io.lamella.architecture.Breaks;
import io.lamella.architecture.Rule;
import io.lamella.architecture.violations.adapter.s3.Bucket;

@Breaks(Rule.ADAPTERS_DO_NOT_KNOW_EACH_OTHER)
public record Directory(Bucket otherAdapter) {}

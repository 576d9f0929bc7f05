package io.lamella.architecture.violations.core.unmarked;

import io.lamella.architecture.Breaks;
import io.lamella.architecture.Rule;

@Breaks(Rule.PACKAGES_ARE_NULL_MARKED)
record Unmarked() {}

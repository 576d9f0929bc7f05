package io.lamella.architecture.violations.core.one;

import io.lamella.architecture.Breaks;
import io.lamella.architecture.Rule;
import io.lamella.architecture.violations.core.other.Back;

@Breaks(Rule.CORE_PACKAGES_FORM_NO_CYCLE)
public record There(Back back) {}

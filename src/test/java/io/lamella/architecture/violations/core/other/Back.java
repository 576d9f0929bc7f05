package io.lamella.architecture.violations.core.other;

import io.lamella.architecture.Breaks;
import io.lamella.architecture.Rule;
import io.lamella.architecture.violations.core.one.There;

@Breaks(Rule.CORE_PACKAGES_FORM_NO_CYCLE)
public record Back(There there) {}

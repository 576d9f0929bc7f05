package io.lamella.architecture.violations.pipeline;

import io.lamella.architecture.Breaks;
import io.lamella.architecture.Rule;

interface Names {

    @Breaks(Rule.NAMES_ARE_NOUNS_OF_THE_FIELD)
    record FileUtil() {}

    @Breaks(Rule.NAMES_ARE_NOUNS_OF_THE_FIELD)
    record FileUtils() {}

    @Breaks(Rule.NAMES_ARE_NOUNS_OF_THE_FIELD)
    record FileHelper() {}

    @Breaks(Rule.NAMES_ARE_NOUNS_OF_THE_FIELD)
    record FileManager() {}

    @Breaks(Rule.NAMES_ARE_NOUNS_OF_THE_FIELD)
    record FileImpl() {}

    @Breaks(Rule.NAMES_ARE_NOUNS_OF_THE_FIELD)
    record FileBase() {}
}

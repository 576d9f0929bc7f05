package io.lamella;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.lamella.architecture.Breaks;
import io.lamella.architecture.Rule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArchitectureTest {

    private static final String LAMELLA = "io.lamella";
    private static final String VIOLATIONS = "io.lamella.architecture.violations";

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(LAMELLA);
    private static final JavaClasses BROKEN = new ClassFileImporter().importPackages(VIOLATIONS);

    @ParameterizedTest
    @EnumSource
    void lamellaKeeps(Rule rule) {
        rule.below(LAMELLA).check(MAIN);
    }

    @ParameterizedTest
    @EnumSource
    void everyViolationIsSeenBy(Rule rule) {
        List<String> violations = violationsOf(rule);

        List<String> complaints =
                rule.below(VIOLATIONS).evaluate(BROKEN).getFailureReport().getDetails();

        assertThat(violations)
                .isNotEmpty()
                .allSatisfy(violation -> assertThat(complaints)
                        .anySatisfy(complaint -> assertThat(complaint).contains(violation)));
    }

    /// The names of what is marked to break a rule, as they stand in a complaint of it.
    private static List<String> violationsOf(Rule rule) {
        Stream<String> types =
                BROKEN.stream().filter(type -> breaks(type, rule)).map(JavaClass::getFullName);
        Stream<String> methods = BROKEN.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> breaks(method, rule))
                .map(JavaMethod::getFullName);
        return Stream.concat(types, methods).toList();
    }

    private static boolean breaks(HasAnnotations<?> element, Rule rule) {
        return element.tryGetAnnotationOfType(Breaks.class)
                .map(breaks -> breaks.value() == rule)
                .orElse(false);
    }
}

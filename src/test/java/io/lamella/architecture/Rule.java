package io.lamella.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.lamella.pipeline.Concurrently;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.groups.MultiCreateBy;
import io.smallrye.mutiny.groups.MultiFlatten;
import io.smallrye.mutiny.groups.MultiOnItem;
import io.smallrye.mutiny.groups.MultiSubscribe;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Date;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.NullMarked;

/// What the parts of Lamella may know of each other and of the world.
///
/// A rule is stated for a root package, so that it can be tried both on Lamella and on classes that break it.
public enum Rule {
    ARROWS_POINT_INWARD(root -> layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("entry")
            .definedBy(root + ".entry..")
            .layer("adapter")
            .definedBy(root + ".adapter..")
            .layer("pipeline")
            .definedBy(root + ".pipeline..")
            .layer("core")
            .definedBy(root + ".core..")
            .whereLayer("entry")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("adapter")
            .mayOnlyBeAccessedByLayers("entry")
            .whereLayer("pipeline")
            .mayOnlyBeAccessedByLayers("entry", "adapter")),

    ADAPTERS_DO_NOT_KNOW_EACH_OTHER(
            root -> slices().matching(root + ".adapter.(*)..").should().notDependOnEachOther()),

    CORE_PACKAGES_FORM_NO_CYCLE(
            root -> slices().matching(root + ".core.(*)..").should().beFreeOfCycles()),

    CORE_IS_PLAIN_JAVA(root -> noClasses()
            .that()
            .resideInAPackage(root + ".core..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.smallrye.mutiny..",
                    "io.quarkus..",
                    "jakarta..",
                    "org.eclipse.microprofile..",
                    "software.amazon..",
                    "com.amazonaws..")),

    CORE_READS_NO_CLOCK(root -> noClasses()
            .that()
            .resideInAPackage(root + ".core..")
            .should()
            .accessTargetWhere(to(System.class, "currentTimeMillis|nanoTime")
                    .or(to(Clock.class, "system.*|tick.*"))
                    .or(to(Date.class, "<init>"))
                    .or(to(resideInAPackage("java.time.."), "now")))),

    CORE_READS_NO_ENVIRONMENT(root -> noClasses()
            .that()
            .resideInAPackage(root + ".core..")
            .should()
            .accessTargetWhere(to(System.class, "getenv|getProperty|getProperties")
                    .or(to(Boolean.class, "getBoolean"))
                    .or(to(Integer.class, "getInteger"))
                    .or(to(Long.class, "getLong"))
                    .or(to(ZoneId.class, "systemDefault"))
                    .or(to(TimeZone.class, "getDefault"))
                    .or(to(Locale.class, "getDefault")))),

    THE_SDK_STAYS_IN_ITS_ADAPTERS(root -> noClasses()
            .that()
            .resideOutsideOfPackages(root + ".adapter.s3..", root + ".adapter.sqs..", root + ".entry.wiring..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon..")),

    OPENTELEMETRY_STAYS_IN_ITS_ADAPTER(root -> noClasses()
            .that()
            .resideOutsideOfPackage(root + ".adapter.opentelemetry..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.opentelemetry..")),

    ARROW_STAYS_IN_ONE_PACKAGE(root -> noClasses()
            .that()
            .resideOutsideOfPackage(root + ".entry.load..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.arrow..")),

    JDBC_STAYS_IN_ITS_ADAPTER(root -> noClasses()
            .that()
            .resideOutsideOfPackage(root + ".adapter.jdbc..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.mariadb..", "org.postgresql..")),

    PARQUET_STAYS_IN_ONE_PACKAGE(root -> noClasses()
            .that()
            .resideOutsideOfPackage(root + ".core.parquet..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.parquet..")),

    NOBODY_KNOWS_HADOOP(root -> noClasses().should().dependOnClassesThat().resideInAPackage("org.apache.hadoop..")),

    ONLY_ENTRY_WAITS(root -> noClasses()
            .that()
            .resideOutsideOfPackage(root + ".entry..")
            .should()
            .accessTargetWhere(to(Uni.class, "await")
                    .or(to(MultiSubscribe.class, "asIterable|asStream"))
                    .or(to(assignableTo(Future.class), "get"))
                    .or(to(CompletableFuture.class, "join"))
                    .or(to(Thread.class, "sleep"))
                    .or(to(TimeUnit.class, "sleep")))),

    /// Mutiny's own ways to work on several items at once may lose a failure: see `Concurrently`.
    NO_FAILURE_IS_LOST_IN_A_MERGE(root -> noClasses()
            .that()
            .doNotBelongToAnyOf(Concurrently.class)
            .should()
            .accessTargetWhere(to(MultiFlatten.class, "merge")
                    .or(to(MultiOnItem.class, "transformTo\\w+AndMerge"))
                    .or(to(MultiCreateBy.class, "merging"))
                    .or(to(Multi.class, "flatMap")))),

    NAMES_ARE_NOUNS_OF_THE_FIELD(root -> noClasses()
            .should()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Base")),

    PACKAGES_ARE_NULL_MARKED(root -> classes().should(beInANullMarkedPackage()));

    private final Function<String, ArchRule> statement;

    Rule(Function<String, ArchRule> statement) {
        this.statement = statement;
    }

    /// The rule for the classes below a package.
    ///
    /// Whole stages may be missing below it; that a rule can be broken at all is another test's matter.
    public ArchRule below(String rootPackage) {
        return statement.apply(rootPackage).allowEmptyShould(true);
    }

    private static DescribedPredicate<JavaAccess<?>> to(Class<?> owner, String methods) {
        return to(assignableTo(owner), methods);
    }

    private static DescribedPredicate<JavaAccess<?>> to(DescribedPredicate<JavaClass> owner, String methods) {
        return DescribedPredicate.describe(
                owner.getDescription() + " " + methods,
                access ->
                        owner.test(access.getTargetOwner()) && access.getName().matches(methods));
    }

    private static ArchCondition<JavaClass> beInANullMarkedPackage() {
        return new ArchCondition<>("be in a package whose package-info says @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                events.add(new SimpleConditionEvent(
                        type, type.getPackage().isAnnotatedWith(NullMarked.class), type.getFullName() + " is not"));
            }
        };
    }
}

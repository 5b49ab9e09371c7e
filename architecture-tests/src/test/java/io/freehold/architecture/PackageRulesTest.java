package io.freehold.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class PackageRulesTest {
  static final List<Function<Layout, ArchRule>> RULES =
      List.of(
          PackageRulesTest::theRootOfTheDomainDependsOnNothingBelowIt,
          PackageRulesTest::packagesAreFreeOfCycles,
          PackageRulesTest::packagesAreNullMarked,
          PackageRulesTest::packageNamesSaySomething);

  private static final Set<String> EMPTY_WORDS =
      Set.of("util", "utils", "common", "misc", "impl", "shared", "helper", "helpers");

  static ArchRule theRootOfTheDomainDependsOnNothingBelowIt(Layout layout) {
    return noClasses()
        .that()
        .resideInAPackage(layout.only("domain"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(layout.below("domain"))
        .as("the root of the domain depends on nothing below it")
        .because("every concept speaks in its identifiers");
  }

  /// The root of a module is left out: `HttpApi` lists the endpoints, and endpoints use `Call`.
  static ArchRule packagesAreFreeOfCycles(Layout layout) {
    return slices()
        .assignedFrom(packagesOf(layout))
        .should()
        .beFreeOfCycles()
        .as("packages are free of cycles")
        .because("one of the two can always be read first");
  }

  static ArchRule packagesAreNullMarked(Layout layout) {
    return classes()
        .should(
            Rules.be(
                "be in a package that is @NullMarked",
                type ->
                    type.getPackage().isAnnotatedWith(NullMarked.class)
                        ? Stream.of()
                        : Stream.of("is in a package without a @NullMarked package-info")))
        .as("packages are null-marked")
        .because("what may be absent says so, and the compiler checks it");
  }

  static ArchRule packageNamesSaySomething(Layout layout) {
    return classes()
        .should(
            Rules.be(
                "be in a package with a name that says something",
                type ->
                    Stream.of(type.getPackageName().split("\\."))
                        .filter(EMPTY_WORDS::contains)
                        .map(word -> "is in a package named " + word)))
        .as("package names say something")
        .because("a drawer for everything is where concepts get lost");
  }

  private static SliceAssignment packagesOf(Layout layout) {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(layout.base() + ".") && !layout.isModuleRoot(name)
            ? SliceIdentifier.of(name)
            : SliceIdentifier.ignore();
      }

      @Override
      public String getDescription() {
        return "packages";
      }
    };
  }

  @TestFactory
  Stream<DynamicTest> hold() {
    return Rules.hold(RULES);
  }
}

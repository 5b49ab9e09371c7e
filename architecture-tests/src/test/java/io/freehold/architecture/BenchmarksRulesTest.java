package io.freehold.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The benchmarks look at the product, and the product does not know them: their libraries never
/// ship.
class BenchmarksRulesTest {
  private static final Pattern THEIRS = Pattern.compile("jmh|<artifactId>benchmarks<");

  /// Those we wrote; the harness generates more.
  private static final JavaClasses OURS =
      SourceTree.mainClassesOf(SourceTree.BENCHMARKS)
          .that(Rules.types("ours", type -> !type.getPackageName().endsWith(".jmh_generated")));

  @Test
  void theProductDoesNotKnowTheBenchmarks() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(Layout.FREEHOLD.in("benchmarks"), "org.openjdk..")
        .as("the product does not know its benchmarks")
        .check(Rules.PRODUCT);
    assertThat(SourceTree.productModules())
        .doesNotContain(SourceTree.BENCHMARKS)
        .allSatisfy(module ->
            assertThat(SourceTree.read(SourceTree.ROOT.resolve(module).resolve("pom.xml")))
                .doesNotContainPattern(THEIRS));
  }

  @Test
  void theirPackagesAndTypesFollowTheRulesOfTheProduct() {
    assertThat(OURS).hasSizeGreaterThan(20);
    PackageRulesTest.packagesAreNullMarked(Layout.FREEHOLD).check(OURS);
    PackageRulesTest.packagesAreFreeOfCycles(Layout.FREEHOLD).check(OURS);
    PackageRulesTest.packageNamesSaySomething(Layout.FREEHOLD).check(OURS);
    NamingRulesTest.typeNamesSaySomething(Layout.FREEHOLD).check(OURS);
    ThreadRulesTest.nothingHangsOnAThread(Layout.FREEHOLD).check(OURS);
  }
}

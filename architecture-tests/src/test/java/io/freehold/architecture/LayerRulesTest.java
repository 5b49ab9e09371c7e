package io.freehold.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class LayerRulesTest {
  static final List<Function<Layout, ArchRule>> RULES =
      List.of(
          LayerRulesTest::layersPointInwards,
          LayerRulesTest::adaptersDoNotKnowEachOther,
          LayerRulesTest::vertxStaysAtTheEdges,
          LayerRulesTest::sqlStaysInPersistence,
          LayerRulesTest::cryptographyStaysInItsPackages,
          LayerRulesTest::jsonStaysInAdaptersSettingsAndClients,
          LayerRulesTest::bootstrapSeesOnlyEntryTypes);

  static ArchRule layersPointInwards(Layout layout) {
    return layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("domain")
        .definedBy(layout.in("domain"))
        .layer("application")
        .definedBy(layout.in("application"))
        .layer("adapters")
        .definedBy(layout.in("adapters"))
        .layer("bootstrap")
        .definedBy(layout.in("bootstrap"))
        .whereLayer("domain")
        .mayNotAccessAnyLayer()
        .whereLayer("application")
        .mayOnlyAccessLayers("domain")
        .whereLayer("adapters")
        .mayOnlyAccessLayers("application", "domain")
        .as("layers point inwards")
        .because("the words of the protocol outlive every way of speaking it");
  }

  static ArchRule adaptersDoNotKnowEachOther(Layout layout) {
    return slices()
        .matching(layout.only("adapters.(*)") + "..")
        .should()
        .notDependOnEachOther()
        .as("adapters do not know each other")
        .because("each can then be replaced, and read, alone");
  }

  static ArchRule vertxStaysAtTheEdges(Layout layout) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(
            layout.in("adapters.http"),
            layout.in("adapters.chain"),
            layout.in("adapters.storage"),
            layout.in("adapters.persistence.connect.postgres"),
            layout.in("bootstrap"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.vertx..", "io.netty..")
        .as("Vert.x stays at the edges")
        .because("straight lines need no event loop");
  }

  static ArchRule sqlStaysInPersistence(Layout layout) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(layout.in("adapters.persistence"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..")
        .as("SQL stays in persistence")
        .because("only one place knows how rows are kept");
  }

  static ArchRule cryptographyStaysInItsPackages(Layout layout) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(
            layout.in("adapters.chain.crypto"), layout.in("adapters.storage.pgp"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.bouncycastle..", "org.web3j..", "fr.acinq..")
        .as("curves and ciphers stay in the packages made for them")
        .because("cryptography is reviewed where it is, and it is only there");
  }

  /// The command line and the tour are clients of this server, and speak JSON as clients do.
  static ArchRule jsonStaysInAdaptersSettingsAndClients(Layout layout) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(
            layout.in("adapters"),
            layout.in("bootstrap.config"),
            layout.in("bootstrap.cli"),
            layout.in("bootstrap.client"),
            layout.in("bootstrap.tour"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "com.fasterxml.jackson..", "tools.jackson..", "io.vertx.core.json..", "com.networknt..")
        .as("JSON stays in adapters, in the settings and in clients")
        .because("inside, values have types");
  }

  static ArchRule bootstrapSeesOnlyEntryTypes(Layout layout) {
    return noClasses()
        .that()
        .resideInAPackage(layout.in("bootstrap"))
        .should()
        .dependOnClassesThat(
            resideInAPackage(layout.in("adapters"))
                .and(not(Layout.topLevelNamed("entry types", "\\w+Adapter"))))
        .as("bootstrap sees only the entry types of adapters")
        .because("an adapter's inside may change without the wiring noticing");
  }

  @TestFactory
  Stream<DynamicTest> hold() {
    return Rules.hold(RULES);
  }

  @TestFactory
  Stream<DynamicTest> everyModuleHasClassesToLookAt() {
    return SourceTree.productModules().stream()
        .map(module ->
            DynamicTest.dynamicTest(
                module, () -> assertThat(SourceTree.mainClassesOf(module)).isNotEmpty()));
  }

  @Test
  void theProductHasTheModulesOfItsLayers() {
    assertThat(SourceTree.productModules())
        .contains(
            "domain",
            "application",
            "adapters-http",
            "adapters-chain",
            "adapters-storage",
            "adapters-persistence",
            "bootstrap");
  }
}

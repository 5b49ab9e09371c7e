package io.freehold.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The builder's SDK goes into other people's applications: it brings little, prints nothing, reads
/// no environment, and the server does not know it. The last rule is about the server.
class BuilderSdkRulesTest {
  static final List<Function<Layout, ArchRule>> RULES =
      List.of(
          BuilderSdkRulesTest::theSdkKnowsOnlyTheDomain,
          BuilderSdkRulesTest::cryptographyStaysWithTheIdentity,
          BuilderSdkRulesTest::theJsonReaderStaysInItsPackage,
          BuilderSdkRulesTest::whatIsPublicInTheSdkIsClosed,
          BuilderSdkRulesTest::theServerDoesNotKnowTheSdk);

  private static final Pattern ITS_MODULE = Pattern.compile("<artifactId>builder-sdk<");

  private static final JavaClasses SDK = SourceTree.mainClassesOf(SourceTree.BUILDER_SDK);

  static ArchRule theSdkKnowsOnlyTheDomain(Layout layout) {
    return classes()
        .that()
        .resideInAPackage(layout.in("builder"))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            layout.in("builder"),
            layout.in("domain"),
            "java..",
            "org.jspecify.annotations",
            "org.bouncycastle..",
            "com.fasterxml.jackson.core..")
        .as("the builder's SDK knows only the domain, the curve and a JSON reader")
        .because("every library it brings is a library in somebody else's application");
  }

  static ArchRule cryptographyStaysWithTheIdentity(Layout layout) {
    return noClasses()
        .that()
        .resideInAPackage(layout.in("builder"))
        .and()
        .resideOutsideOfPackage(layout.in("builder.identity"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.bouncycastle..")
        .as("in the builder's SDK the curve stays with the identity")
        .because("cryptography is reviewed where it is, and it is only there");
  }

  static ArchRule theJsonReaderStaysInItsPackage(Layout layout) {
    return noClasses()
        .that()
        .resideInAPackage(layout.in("builder"))
        .and()
        .resideOutsideOfPackage(layout.in("builder.json"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.fasterxml.jackson..")
        .as("in the builder's SDK the JSON reader stays in its package")
        .because("its types must not become ours");
  }

  static ArchRule whatIsPublicInTheSdkIsClosed(Layout layout) {
    return classes()
        .that()
        .resideInAPackage(layout.in("builder"))
        .and()
        .areNotInterfaces()
        .and()
        .arePublic()
        .should(
            Rules.be(
                "be closed",
                type ->
                    type.getModifiers().contains(JavaModifier.FINAL) || type.isEnum()
                        ? Stream.of()
                        : Stream.of("is open")))
        .as("the classes of the builder's SDK are closed")
        .because("what others extend cannot be changed any more");
  }

  static ArchRule theServerDoesNotKnowTheSdk(Layout layout) {
    return noClasses()
        .that()
        .resideInAnyPackage(
            layout.in("domain"),
            layout.in("application"),
            layout.in("adapters"),
            layout.in("bootstrap"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(layout.in("builder"))
        .as("the server does not know the builder's SDK")
        .because("a client is made for what the protocol says, not for what this server does");
  }

  @TestFactory
  Stream<DynamicTest> hold() {
    return Rules.hold(RULES.subList(0, RULES.size() - 1), SDK);
  }

  @TestFactory
  Stream<DynamicTest> holdForTheServer() {
    return Rules.hold(List.of(RULES.getLast()));
  }

  @Test
  void itsPackagesAndTypesFollowTheRulesOfTheProduct() {
    assertThat(SDK).hasSizeGreaterThan(40);
    PackageRulesTest.packagesAreNullMarked(Layout.FREEHOLD).check(SDK);
    PackageRulesTest.packagesAreFreeOfCycles(Layout.FREEHOLD).check(SDK);
    PackageRulesTest.packageNamesSaySomething(Layout.FREEHOLD).check(SDK);
    NamingRulesTest.typeNamesSaySomething(Layout.FREEHOLD).check(SDK);
    ThreadRulesTest.nothingHangsOnAThread(Layout.FREEHOLD).check(SDK);
    PurityRulesTest.nothingIsPrinted(Layout.FREEHOLD).check(SDK);
    PurityRulesTest.theEnvironmentIsReadInOnePlace(Layout.FREEHOLD).check(SDK);
  }

  /// An application has no bootstrap of ours: the client is where its parts are put together.
  @Test
  void onlyItsClientAsksForTheTimeAndMakesThreads() {
    JavaClasses others =
        SDK.that(Rules.types("not the client", type -> !isTheClient(Layout.topLevelOf(type))));

    PurityRulesTest.timeAndChanceAreHandedIn(Layout.FREEHOLD).check(others);
    ThreadRulesTest.threadsAreMadeInTwoPlaces(Layout.FREEHOLD).check(others);
  }

  private static boolean isTheClient(JavaClass type) {
    return type.getName().equals("io.freehold.builder.BuilderClient");
  }

  @Test
  void nothingThatShipsWithTheServerNeedsIt() {
    assertThat(SourceTree.productModules())
        .doesNotContain(SourceTree.BUILDER_SDK)
        .allSatisfy(module ->
            assertThat(
                    withoutTests(
                        SourceTree.read(SourceTree.ROOT.resolve(module).resolve("pom.xml"))))
                .doesNotContainPattern(ITS_MODULE));
  }

  /// Tests may use it, as an application would.
  private static String withoutTests(String pom) {
    return pom.replaceAll(
        "(?s)<dependency>((?!</dependency>).)*<scope>test</scope>\\s*</dependency>", "");
  }
}

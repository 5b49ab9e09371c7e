package io.freehold.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.commons.annotation.Testable;

class NamingRulesTest {
  static final List<Function<Layout, ArchRule>> RULES =
      List.of(
          NamingRulesTest::typeNamesSaySomething,
          NamingRulesTest::domainTypesAreClosedValues,
          NamingRulesTest::testsAreNamedSoThatTheyRun);

  /// Implemented outside on purpose: the one judges payloads, which only an adapter knows how to
  /// do; another stands for bytes that lie wherever an adapter keeps them; the others are told
  /// things, by whoever wants to hear them.
  private static final Set<String> OPEN =
      Set.of(
          "Schema",
          "Spooled",
          "Findings",
          "Repairs",
          "ArchiveFile",
          "ArchiveProgress",
          "ArchiveTarget",
          "PlainReader",
          "TextSigner");

  static ArchRule typeNamesSaySomething(Layout layout) {
    return noClasses()
        .should()
        .haveSimpleNameEndingWith("Impl")
        .orShould()
        .haveNameMatching(".*[.$]\\w*(Utils?|Helpers?|Manager)")
        .orShould()
        .haveNameMatching(".*[.$](Abstract|Base)[A-Z]\\w*")
        .as("type names say something")
        .because("if only such a name comes to mind, the concept is not found yet");
  }

  static ArchRule domainTypesAreClosedValues(Layout layout) {
    return classes()
        .that()
        .resideInAPackage(layout.in("domain"))
        .and()
        .doNotHaveSimpleName("package-info")
        .should(Rules.be("be closed values", NamingRulesTest::notAClosedValue))
        .as("domain types are records, enums, sealed interfaces or final classes")
        .because("a value that exists is valid and stays so");
  }

  static ArchRule testsAreNamedSoThatTheyRun(Layout layout) {
    return classes()
        .that(Rules.types("contain tests", NamingRulesTest::containsTests))
        .should(
            Rules.be(
                "end in Test, Contract or IT",
                type ->
                    Layout.topLevelOf(type).getSimpleName().matches("\\w+(Test|Contract|IT)")
                        ? Stream.of()
                        : Stream.of("has tests that never run")))
        .allowEmptyShould(true)
        .as("tests are named so that they run")
        .because("Surefire looks for these names and says nothing about others");
  }

  private static Stream<String> notAClosedValue(JavaClass type) {
    boolean isClosed =
        type.isRecord()
            || type.isEnum()
            || type.isAnonymousClass()
            || type.getModifiers().contains(JavaModifier.FINAL)
            || type.reflect().isSealed()
            || OPEN.contains(type.getSimpleName());
    Stream<String> open = isClosed ? Stream.of() : Stream.of("is open");
    Stream<String> setters =
        type.getMethods().stream()
            .filter(method -> method.getName().matches("set[A-Z]\\w*"))
            .map(method -> "has the setter " + method.getName());
    Stream<String> fields =
        type.getFields().stream()
            .filter(NamingRulesTest::isPublicVariable)
            .map(field -> "has the public field " + field.getName());
    return Stream.of(open, setters, fields).flatMap(Function.identity());
  }

  private static boolean isPublicVariable(JavaField field) {
    return field.getModifiers().contains(JavaModifier.PUBLIC)
        && !(field.getModifiers().contains(JavaModifier.STATIC)
            && field.getModifiers().contains(JavaModifier.FINAL));
  }

  private static boolean containsTests(JavaClass type) {
    return type.getMethods().stream()
        .anyMatch(method ->
            method.isAnnotatedWith(Testable.class) || method.isMetaAnnotatedWith(Testable.class));
  }

  @TestFactory
  Stream<DynamicTest> hold() {
    return Rules.hold(List.of(RULES.get(0), RULES.get(1)));
  }

  @Test
  void theNamesOfTestsSaySomethingAndRun() {
    var tests =
        SourceTree.allTestClasses()
            .that(Rules.types("not planted", type -> !type.getPackageName().contains(".planted")));

    assertThat(tests).isNotEmpty();
    typeNamesSaySomething(Layout.FREEHOLD).check(tests);
    testsAreNamedSoThatTheyRun(Layout.FREEHOLD).check(tests);
  }

  @Test
  void noLibraryOfMocksIsThere() {
    assertThatExceptionOfType(ClassNotFoundException.class)
        .isThrownBy(() -> Class.forName("org.mockito.Mockito"));
    assertThat(System.getProperty("java.class.path")).doesNotContainIgnoringCase("mockito");
    assertThat(SourceTree.modules())
        .map(module -> SourceTree.read(SourceTree.ROOT.resolve(module).resolve("pom.xml")))
        .noneMatch(pom -> pom.matches("(?is).*(mockito|easymock|jmock|powermock).*"));
    assertThat(SourceTree.read(SourceTree.ROOT.resolve("pom.xml")))
        .doesNotContainIgnoringCase("mockito");
  }
}

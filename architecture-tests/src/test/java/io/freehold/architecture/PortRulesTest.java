package io.freehold.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaParameter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PortRulesTest {
  /// What is asked or done about grants wherever they matter, and is to be the same everywhere.
  private static final List<String> SHARED = List.of("VerifyGrant", "LiveGrants", "EndGrant");

  static final List<Function<Layout, ArchRule>> RULES =
      List.of(
          PortRulesTest::portsAreInterfacesOfPlainValues,
          PortRulesTest::useCasesAreFinalAndDoOneThing,
          PortRulesTest::useCasesCallNoOtherUseCase,
          PortRulesTest::dataIsFoundOnlyWithAPermit,
          PortRulesTest::grantsAreBelievedInOnePlace,
          PortRulesTest::callersAreKnownInOnePlace);

  static ArchRule portsAreInterfacesOfPlainValues(Layout layout) {
    return classes()
        .that()
        .resideInAPackage(layout.only("application.port"))
        .and()
        .doNotHaveSimpleName("package-info")
        .should(Rules.be("be interfaces of plain values", type -> notAPort(type, layout)))
        .as("ports are interfaces that speak of domain types and JDK values")
        .because("a port can then be faked in a few lines");
  }

  static ArchRule useCasesAreFinalAndDoOneThing(Layout layout) {
    return classes()
        .that(
            layout
                .concepts()
                .and(
                    Rules.types(
                        "classes",
                        type ->
                            type.isTopLevelClass()
                                && !type.isInterface()
                                && !type.isRecord()
                                && !type.isEnum())))
        .should(Rules.be("be final and do one thing", PortRulesTest::notAUseCase))
        .as("use cases are final, keep what they are given, and do one thing")
        .because("the name of the class then tells the whole story");
  }

  static ArchRule useCasesCallNoOtherUseCase(Layout layout) {
    return noClasses()
        .that()
        .resideInAPackage(layout.in("application"))
        .should()
        .accessTargetWhere(
            Rules.access(
                "another use case is called than those that all parts share",
                access ->
                    layout.useCases().test(access.getTargetOwner())
                        && !SHARED.contains(access.getTargetOwner().getSimpleName())
                        && !isWithin(access.getTargetOwner(), access.getOriginOwner())))
        .as("use cases call no other use case but " + SHARED)
        .because("a story that is told by another story is told nowhere");
  }

  static ArchRule dataIsFoundOnlyWithAPermit(Layout layout) {
    String storedFile = layout.only("domain.data.StoredFile");
    String permit = layout.only("domain.grant.ReadPermit");
    return methods()
        .that()
        .areDeclaredInClassesThat()
        .resideInAPackage(layout.only("application.port"))
        .should(
            Rules.be(
                "take a ReadPermit where they return data",
                (JavaMethod method) ->
                    returns(method, storedFile) && !takes(method, permit)
                        ? Stream.of("finds data without a ReadPermit")
                        : Stream.of()))
        .as("data is found only with a permit")
        .because("verifying a grant before serving data (§4.1.4) is then a matter of compiling");
  }

  static ArchRule grantsAreBelievedInOnePlace(Layout layout) {
    return noClasses()
        .that()
        .doNotHaveFullyQualifiedName(layout.only("application.grant.VerifyGrant"))
        .should()
        .accessTargetWhere(
            Rules.access(
                "a grant is believed",
                access ->
                    accesses(access, layout.only("domain.grant.SignedGrant"), "believed")
                        || accesses(access, layout.only("domain.grant.Grant"), "<init>")
                            && !access
                                .getOriginOwner()
                                .getPackageName()
                                .equals(layout.only("domain.grant"))))
        .as("grants are believed in one place")
        .because("the signature is checked there, and nowhere else");
  }

  static ArchRule callersAreKnownInOnePlace(Layout layout) {
    Set<String> callers =
        Set.of(
            layout.only("domain.identity.Caller$Owner"),
            layout.only("domain.identity.Caller$BuilderApp"));
    return noClasses()
        .that()
        .resideOutsideOfPackage(layout.in("application.identity"))
        .should()
        .accessTargetWhere(
            Rules.access(
                "a caller is made up",
                access ->
                    callers.contains(access.getTargetOwner().getName())
                        && access.getTarget().getName().equals("<init>")))
        .as("callers are known in one place")
        .because("who holds a Caller.Owner may do everything");
  }

  private static boolean returns(JavaMethod method, String type) {
    return method.getReturnType().getAllInvolvedRawTypes().stream()
        .anyMatch(involved -> involved.getName().equals(type));
  }

  private static boolean takes(JavaMethod method, String type) {
    return method.getRawParameterTypes().stream().anyMatch(taken -> taken.getName().equals(type));
  }

  private static Stream<String> notAPort(JavaClass type, Layout layout) {
    if (!type.isInterface()) {
      return Stream.of("is not an interface");
    }
    return type.getMethods().stream().flatMap(method -> notOfAPort(method, layout));
  }

  private static Stream<String> notOfAPort(JavaMethod method, Layout layout) {
    Stream<String> body =
        method.getModifiers().contains(JavaModifier.ABSTRACT)
            ? Stream.of()
            : Stream.of("has a body in " + method.getName());
    Stream<JavaClass> mentioned =
        Stream.concat(
            method.getReturnType().getAllInvolvedRawTypes().stream(),
            method.getParameters().stream()
                .map(JavaParameter::getType)
                .flatMap(type -> type.getAllInvolvedRawTypes().stream()));
    Stream<String> foreign =
        mentioned
            .map(JavaClass::getBaseComponentType)
            .filter(type -> !isPlainValue(type, layout))
            .map(type -> "mentions " + type.getName() + " in " + method.getName());
    return Stream.concat(body, foreign);
  }

  /// Files are streamed: their bytes are never a value that somebody holds whole.
  private static boolean isPlainValue(JavaClass type, Layout layout) {
    return type.isPrimitive()
        || Set.of("java.lang", "java.util", "java.time", "java.io").contains(type.getPackageName())
        || type.getPackageName().equals(layout.only("domain"))
        || type.getPackageName().startsWith(layout.only("domain") + ".");
  }

  private static Stream<String> notAUseCase(JavaClass type) {
    Stream<String> open =
        type.getModifiers().contains(JavaModifier.FINAL) ? Stream.of() : Stream.of("is not final");
    Stream<String> fields =
        type.getFields().stream()
            .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
            .filter(PortRulesTest::isOpen)
            .map(field -> "has the field " + field.getName() + ", which is not private and final");
    List<JavaMethod> acts =
        type.getMethods().stream()
            .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
            .toList();
    Stream<String> many =
        acts.size() > 1 ? Stream.of("does " + acts.size() + " things") : Stream.of();
    Stream<String> unused =
        acts.isEmpty() && isUsedByNoNeighbour(type)
            ? Stream.of("has nothing to call, and helps nobody in its package")
            : Stream.of();
    return Stream.of(open, fields, many, unused).flatMap(Function.identity());
  }

  private static boolean isOpen(JavaField field) {
    return !field.getModifiers().contains(JavaModifier.PRIVATE)
        || !field.getModifiers().contains(JavaModifier.FINAL);
  }

  private static boolean isUsedByNoNeighbour(JavaClass type) {
    return type.getDirectDependenciesToSelf().stream()
        .noneMatch(d -> d.getOriginClass().getPackageName().equals(type.getPackageName()));
  }

  private static boolean isWithin(JavaClass outer, JavaClass inner) {
    return Layout.topLevelOf(inner).equals(outer);
  }

  private static boolean accesses(JavaAccess<?> access, String type, String member) {
    return access.getTargetOwner().getName().equals(type)
        && access.getTarget().getName().equals(member);
  }

  @TestFactory
  Stream<DynamicTest> hold() {
    return Rules.hold(RULES);
  }

  @Test
  void everyPortHasAContractThatItsFakeAndItsAdaptersPass() {
    assertThat(Contracts.ofTheProduct().missing()).isEmpty();
  }

  @Test
  void portsWithoutAContractAreThereAndGiveAReason() {
    assertThat(Contracts.STATELESS)
        .allSatisfy((port, reason) -> {
          assertThat(SourceTree.ROOT.resolve(Contracts.PORTS).resolve(port + ".java")).exists();
          assertThat(reason).isNotBlank();
        });
  }

  @Test
  void aPortWithoutAContractAndAnAdapterWithoutATestAreMissed() {
    var contracts =
        new Contracts(
            List.of("DataFiles", "Grants"),
            List.of(new Contracts.Implementation("DataFiles", "adapters-persistence")),
            Map.of(
                "application",
                List.of("abstract class DataFilesContract", "extends DataFilesContract"),
                "adapters-persistence",
                List.of("class SomethingElseTest")));

    assertThat(contracts.missing())
        .containsExactly(
            "no test of adapters-persistence extends DataFilesContract",
            "Grants has no GrantsContract",
            "no test shows that the fake of Grants passes its contract");
  }
}

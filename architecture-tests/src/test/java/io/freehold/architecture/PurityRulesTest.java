package io.freehold.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class PurityRulesTest {
  static final List<Function<Layout, ArchRule>> RULES =
      List.of(
          PurityRulesTest::theDomainKnowsOnlyTheJdk,
          PurityRulesTest::theApplicationKnowsOnlyTheDomainAndTheJdk,
          PurityRulesTest::timeAndChanceAreHandedIn,
          PurityRulesTest::theEnvironmentIsReadInOnePlace,
          PurityRulesTest::nothingIsPrinted,
          PurityRulesTest::theCoreDoesNotLog,
          PurityRulesTest::theCoreThrowsOnlyWhatItMeans);

  private static final String[] JDK = {
    "java.lang..",
    "java.util..",
    "java.time..",
    "java.io",
    "java.net",
    "java.nio.charset",
    "java.text",
    "java.security..",
    "javax.crypto..",
    "org.jspecify.annotations"
  };

  private static final Set<String> CLOCKS_AND_DICE =
      Set.of(
          "java.lang.System.currentTimeMillis",
          "java.lang.Math.random",
          "java.util.UUID.randomUUID",
          "java.util.Calendar.getInstance",
          "java.time.InstantSource.system",
          "java.time.Clock.system",
          "java.time.Clock.systemUTC",
          "java.time.Clock.systemDefaultZone",
          "java.util.concurrent.ThreadLocalRandom.current",
          "java.util.random.RandomGenerator.getDefault",
          "java.util.random.RandomGenerator.of",
          "java.security.SecureRandom.getInstance",
          "java.security.SecureRandom.getInstanceStrong");

  private static final Set<String> ENVIRONMENT =
      Set.of(
          "java.lang.System.getenv",
          "java.lang.System.getProperty",
          "java.lang.System.getProperties",
          "java.lang.System.setProperty",
          "java.lang.Integer.getInteger",
          "java.lang.Long.getLong",
          "java.lang.Boolean.getBoolean");

  /// What the core throws, and what the compiler puts into an exhaustive switch.
  private static final Set<String> MEANT =
      Set.of(
          IllegalArgumentException.class.getName(),
          IllegalStateException.class.getName(),
          MatchException.class.getName());

  static ArchRule theDomainKnowsOnlyTheJdk(Layout layout) {
    return classes()
        .that()
        .resideInAPackage(layout.in("domain"))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(with(layout.in("domain")))
        .as("the domain knows only the JDK")
        .because("the rules of the protocol depend on nobody's library");
  }

  static ArchRule theApplicationKnowsOnlyTheDomainAndTheJdk(Layout layout) {
    return classes()
        .that()
        .resideInAPackage(layout.in("application"))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(with(layout.in("domain"), layout.in("application")))
        .as("the application knows only the domain and the JDK")
        .because("what it needs from outside, it asks for by a port");
  }

  static ArchRule timeAndChanceAreHandedIn(Layout layout) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(layout.in("bootstrap"))
        .should()
        .accessTargetWhere(
            Rules.access("clocks and dice are asked", PurityRulesTest::asksTheClockOrTheDice))
        .as("time and chance are handed in")
        .because("a test fixes both");
  }

  static ArchRule theEnvironmentIsReadInOnePlace(Layout layout) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(layout.in("bootstrap.config"))
        .should()
        .accessTargetWhere(
            Rules.access("the environment is read", access -> ENVIRONMENT.contains(nameOf(access))))
        .as("the environment is read in one place")
        .because("a setting that is read anywhere is documented nowhere");
  }

  static ArchRule nothingIsPrinted(Layout layout) {
    return noClasses()
        .should()
        .accessTargetWhere(
            Rules.access(
                "something is printed",
                access ->
                    Set.of("java.lang.System.out", "java.lang.System.err").contains(nameOf(access))
                        || access.getTarget().getName().equals("printStackTrace")
                            && access.getTargetOwner().isAssignableTo(Throwable.class)))
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("java.util.logging..")
        .as("nothing is printed")
        .because(
            "what is worth saying goes to the log, to the caller, or to a writer that is handed in");
  }

  static ArchRule theCoreDoesNotLog(Layout layout) {
    return noClasses()
        .that()
        .resideInAnyPackage(layout.in("domain"), layout.in("application"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.slf4j..", "ch.qos.logback..", "java.util.logging..")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.System$Logger")
        .as("the core does not log")
        .because("a use case returns or throws; who called it decides what to write down");
  }

  static ArchRule theCoreThrowsOnlyWhatItMeans(Layout layout) {
    return noClasses()
        .that()
        .resideInAnyPackage(layout.in("domain"), layout.in("application"))
        .should()
        .accessTargetWhere(
            Rules.access(
                "another exception is made", access -> makesAnotherException(access, layout)))
        .as(
            "the core throws only ProblemException, failures of storage, IllegalArgument- and"
                + " IllegalStateException")
        .because("a refusal is a problem, a broken value is an argument, the rest is a bug");
  }

  private static boolean asksTheClockOrTheDice(JavaAccess<?> access) {
    AccessTarget target = access.getTarget();
    JavaClass owner = access.getTargetOwner();
    if (target.getName().equals("<init>")) {
      return owner.isAssignableTo(Random.class)
          || owner.isAssignableTo(SecureRandom.class)
          || owner.isEquivalentTo(Date.class) && isWithoutParameters(target);
    }
    return target.getName().equals("now") && owner.getPackageName().startsWith("java.time")
        || CLOCKS_AND_DICE.contains(nameOf(access));
  }

  private static boolean isWithoutParameters(AccessTarget target) {
    return target instanceof AccessTarget.CodeUnitAccessTarget unit
        && unit.getRawParameterTypes().isEmpty();
  }

  /// A subclass that calls its parent's constructor makes nothing yet.
  private static boolean makesAnotherException(JavaAccess<?> access, Layout layout) {
    return access.getTarget().getName().equals("<init>")
        && access.getTargetOwner().isAssignableTo(Throwable.class)
        && !access.getOriginOwner().isAssignableTo(Throwable.class)
        && !isAFailureOfStorage(access, layout)
        && !access.getTargetOwner().getName().equals(layout.only("domain.ProblemException"))
        && !MEANT.contains(access.getTargetOwner().getName());
  }

  /// Their constructors are seen by the values they carry, and by nobody else.
  private static boolean isAFailureOfStorage(JavaAccess<?> access, Layout layout) {
    return Set.of(
            layout.only("domain.storage.CipherException"),
            layout.only("domain.storage.StorageException"))
        .contains(access.getTargetOwner().getName());
  }

  private static String nameOf(JavaAccess<?> access) {
    return access.getTargetOwner().getName() + "." + access.getTarget().getName();
  }

  private static String[] with(String... packages) {
    return Stream.concat(Stream.of(JDK), Stream.of(packages)).toArray(String[]::new);
  }

  @TestFactory
  Stream<DynamicTest> hold() {
    return Rules.hold(RULES);
  }
}

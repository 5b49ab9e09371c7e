package io.freehold.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// A rule that never complains proves nothing: each must accuse its planted violations, and no
/// innocent type beside them.
class RulesBiteTest {
  private static final JavaClasses PLANTED =
      new ClassFileImporter().importPackages(Layout.PLANTED.base());

  private static final List<Bite> BITES =
      List.of(
          bite(LayerRulesTest::layersPointInwards, "LooksOutwards"),
          bite(LayerRulesTest::adaptersDoNotKnowEachOther, "KnowsTheChain"),
          bite(LayerRulesTest::vertxStaysAtTheEdges, "SpeaksVertx"),
          bite(LayerRulesTest::sqlStaysInPersistence, "KeepsRows"),
          bite(LayerRulesTest::cryptographyStaysInItsPackages, "HashesByHand"),
          bite(LayerRulesTest::jsonStaysInAdaptersSettingsAndClients, "ParsesJson"),
          bite(LayerRulesTest::bootstrapSeesOnlyEntryTypes, "KnowsTooMuch"),
          bite(PackageRulesTest::theRootOfTheDomainDependsOnNothingBelowIt, "KnowsAGrant"),
          bite(PackageRulesTest::packagesAreFreeOfCycles, "Day", "Night"),
          bite(PackageRulesTest::packagesAreNullMarked, "Unmarked"),
          bite(PackageRulesTest::packageNamesSaySomething, "Drawer"),
          bite(PurityRulesTest::theDomainKnowsOnlyTheJdk, "UsesALibrary"),
          bite(PurityRulesTest::theApplicationKnowsOnlyTheDomainAndTheJdk, "UsesAnotherLibrary"),
          bite(
              PurityRulesTest::timeAndChanceAreHandedIn,
              "LooksAtTheClock",
              "LooksAtTheClockLater",
              "CountsMillis",
              "RollsDice"),
          bite(
              PurityRulesTest::theEnvironmentIsReadInOnePlace,
              "ReadsTheEnvironment",
              "ReadsAProperty"),
          bite(PurityRulesTest::nothingIsPrinted, "Prints", "PrintsATrace", "UsesTheOldLog"),
          bite(PurityRulesTest::theCoreDoesNotLog, "Logs"),
          bite(PurityRulesTest::theCoreThrowsOnlyWhatItMeans, "ThrowsAnything"),
          bite(
              PortRulesTest::portsAreInterfacesOfPlainValues,
              "IsNoInterface",
              "HasABody",
              "PromisesAnAnswer",
              "TakesALibrarysType"),
          bite(
              PortRulesTest::useCasesAreFinalAndDoOneThing,
              "IsOpen",
              "DoesTwoThings",
              "Remembers",
              "HelpsNobody"),
          bite(PortRulesTest::useCasesCallNoOtherUseCase, "CallsAnother"),
          bite(PortRulesTest::dataIsFoundOnlyWithAPermit, "FindsWithoutAPermit"),
          bite(PortRulesTest::grantsAreBelievedInOnePlace, "BelievesAnything", "InventsAGrant"),
          bite(PortRulesTest::callersAreKnownInOnePlace, "InventsAnOwner"),
          bite(ThreadRulesTest::theCoreKnowsNoThreads, "PromisesLater", "IsAThread"),
          bite(ThreadRulesTest::theCoreTakesNoLocks, "Locks"),
          bite(
              ThreadRulesTest::futuresAreAwaitedOffTheEventLoop,
              "AwaitsOnTheLoop",
              "WaitsOnTheLoop"),
          bite(
              ThreadRulesTest::threadsAreMadeInTwoPlaces,
              "StartsThreads",
              "MakesAPool",
              "BorrowsTheCommonPool"),
          bite(ThreadRulesTest::nothingHangsOnAThread, "HangsOnAThread"),
          bite(ThreadRulesTest::useCasesRunBehindTheBridge, "CallsFromTheLoop", "MakesAUseCase"),
          bite(
              NamingRulesTest::typeNamesSaySomething,
              "CallImpl",
              "CallUtil",
              "CallUtils",
              "CallHelper",
              "CallManager",
              "AbstractCall",
              "BaseCall"),
          bite(
              NamingRulesTest::domainTypesAreClosedValues,
              "IsOpenToo",
              "HasASetter",
              "HasAPublicField"),
          bite(NamingRulesTest::testsAreNamedSoThatTheyRun, "ChecksThatNeverRun"),
          bite(BuilderSdkRulesTest::theSdkKnowsOnlyTheDomain, "KnowsTheServer"),
          bite(BuilderSdkRulesTest::cryptographyStaysWithTheIdentity, "HashesAsItReads"),
          bite(BuilderSdkRulesTest::theJsonReaderStaysInItsPackage, "ParsesAsItReads"),
          bite(BuilderSdkRulesTest::whatIsPublicInTheSdkIsClosed, "CanBeExtended"),
          bite(BuilderSdkRulesTest::theServerDoesNotKnowTheSdk, "KnowsTheClient"));

  private static final List<String> INNOCENTS =
      List.of(
          "StoredFile",
          "ReadPermit",
          "Grant",
          "SignedGrant",
          "Caller",
          "ReadInnocently",
          "InnocentCollaborator",
          "VerifyGrant",
          "InnocentAuthentication",
          "InnocentPort",
          "VirtualThreads",
          "HttpAdapter",
          "Authentication",
          "InnocentEndpoints",
          "ChainAdapter",
          "InnocentGateway",
          "InnocentTable",
          "InnocentWiring",
          "InnocentSettings",
          "InnocentClient");

  private static final Pattern ACCUSED = Pattern.compile("planted\\.[a-z.]+\\.([A-Z]\\w+)");

  private record Bite(ArchRule rule, List<String> sinners) {
    String report() {
      return String.join("\n", rule.evaluate(PLANTED).getFailureReport().getDetails());
    }
  }

  private static Bite bite(Function<Layout, ArchRule> rule, String... sinners) {
    return new Bite(rule.apply(Layout.PLANTED), List.of(sinners));
  }

  @TestFactory
  Stream<DynamicTest> everyRuleAccusesItsSinnersAndNoInnocent() {
    return BITES.stream()
        .map(bite ->
            DynamicTest.dynamicTest(
                bite.rule().getDescription(),
                () -> {
                  for (String sinner : bite.sinners()) {
                    assertThat(bite.report()).containsPattern("\\." + sinner + "\\b");
                  }
                  assertThat(bite.report().lines()).noneMatch(RulesBiteTest::accusesAnInnocent);
                }));
  }

  @Test
  void everyRuleHasAPlantedViolation() {
    assertThat(BITES)
        .map(bite -> bite.rule().getDescription())
        .containsExactlyInAnyOrderElementsOf(
            Rules.all().stream().map(rule -> rule.apply(Layout.PLANTED).getDescription()).toList());
  }

  @Test
  void noRuleIsForgotten() {
    long written =
        Stream.of(
                LayerRulesTest.class,
                PackageRulesTest.class,
                PurityRulesTest.class,
                PortRulesTest.class,
                ThreadRulesTest.class,
                NamingRulesTest.class,
                BuilderSdkRulesTest.class)
            .flatMap(type -> Stream.of(type.getDeclaredMethods()))
            .filter(method -> Modifier.isStatic(method.getModifiers()))
            .filter(method -> method.getReturnType() == ArchRule.class)
            .count();

    assertThat(Rules.all()).hasSize((int) written).hasSizeBetween(25, 45);
  }

  @Test
  void everyRuleHasANameAndAReason() {
    assertThat(Rules.all())
        .map(rule -> rule.apply(Layout.FREEHOLD).getDescription())
        .allMatch(description -> description.matches("\\S+ .*\\S, because \\S.* \\S.*"))
        .doesNotHaveDuplicates();
  }

  @Test
  void everyPlantedTypeIsNamedAsASinnerOrSaysThatItIsInnocent() {
    var sinners = BITES.stream().flatMap(bite -> bite.sinners().stream()).toList();

    assertThat(PLANTED.stream())
        .filteredOn(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
        .allMatch(type ->
            sinners.contains(type.getSimpleName()) || INNOCENTS.contains(type.getSimpleName()));
  }

  /// The first type a line names is the one it accuses.
  private static boolean accusesAnInnocent(String line) {
    var accused = java.util.regex.Pattern.compile("planted\\.[a-z.]+\\.([A-Z]\\w+)").matcher(line);
    return accused.find() && INNOCENTS.contains(accused.group(1));
  }
}

package io.freehold.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The documents tell the truth about the project, and speak of the project alone.
class DocsTest {
  private static final Pattern TEXT =
      Pattern.compile(".*\\.(md|java|xml|json|js|mjs|html|css|sh|yml|yaml|properties|txt)");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(#[^)]*)?\\)");
  private static final Pattern TEST_NAME =
      Pattern.compile("`(\\w+(?:Test|Contract|IT)(?:#\\w+)?)`");
  private static final Pattern TYPE_NAME =
      Pattern.compile("`([A-Z]\\w*[a-z]\\w*(?:\\.[A-Z]\\w+)*)(?:#\\w+)?`");

  private static final Path SECURITY = SourceTree.ROOT.resolve("SECURITY.md");
  private static final Pattern THREAT = Pattern.compile("(?m)^\\| T(\\d+[^|]*)\\|");
  private static final Pattern ATTACKER = Pattern.compile("(?m)^\\| ([A-Z]) \\|");
  private static final Pattern ATTACKERS_OF_A_THREAT =
      Pattern.compile("(?m)^\\| T\\d+[^|]*\\| ([^|]+) \\|");

  /// Written in halves, so that this file may be searched as well.
  private static final Map<String, Pattern> NOT_OURS =
      Map.of(
          "a path of somebody's machine",
              Pattern.compile("/wo" + "rk/|/ro" + "ot/|/Us" + "ers/[A-Za-z]"),
          "a host of a package registry",
              Pattern.compile("(?i)artif" + "actory|jf" + "rog|ne" + "xus|verd" + "accio"),
          "the number of a ticket", Pattern.compile("(?i)\\biss" + "ue #|\\bpull req" + "uest #"),
          "work that is left to do", Pattern.compile("\\bTO" + "DO\\b|\\bFIX" + "ME\\b"),
          "a document that is not here",
              Pattern.compile("in-the" + "-wild|reliability" + "-and-threats|STY" + "LE\\.md"));

  @Test
  void theReadmeListsExactlyTheModulesThereAre() {
    assertThat(modulesInReadme()).containsExactlyInAnyOrderElementsOf(SourceTree.modules());
  }

  @Test
  void theProjectSpeaksOfItselfAlone() {
    assertThat(texts()).hasSizeGreaterThan(100);
    assertThat(texts().stream().flatMap(DocsTest::foreignWordsIn)).isEmpty();
  }

  @Test
  void linksLeadSomewhere() {
    assertThat(
            documents().stream()
                .flatMap(file ->
                    namesIn(file, LINK)
                        .filter(target -> !target.matches("(https?|mailto):.*"))
                        .filter(target -> !Files.exists(file.resolveSibling(target)))
                        .map(target -> nameOf(file) + " links to " + target)))
        .isEmpty();
  }

  @Test
  void everyTestThatADocumentNamesExists() {
    assertThat(
            documents().stream()
                .flatMap(file ->
                    namesIn(file, TEST_NAME)
                        .filter(name -> !SourceNames.TESTS.hasTest(name))
                        .map(name -> nameOf(file) + " names " + name)))
        .isEmpty();
  }

  @Test
  void everyTypeThatTheArchitectureNamesExists() {
    var names = namesIn(SourceTree.ROOT.resolve("ARCHITECTURE.md"), TYPE_NAME).distinct().toList();

    assertThat(names).hasSizeGreaterThan(10);
    assertThat(names)
        .filteredOn(name -> !SourceNames.TYPES.hasType(name) && !SourceNames.TESTS.hasType(name))
        .isEmpty();
  }

  @Test
  void everyDecisionHasItsFourParts() {
    assertThat(decisions())
        .isNotEmpty()
        .allSatisfy(file ->
            assertThat(SourceTree.read(file))
                .as("%s", file.getFileName())
                .startsWith("# " + file.getFileName().toString().substring(0, 4) + ". ")
                .contains("\n## Context\n")
                .contains("\n## Decision\n")
                .contains("\n## Consequences\n")
                .contains("\n## What would change our mind\n"));
  }

  @Test
  void decisionsAreNumberedWithoutGaps() {
    assertThat(decisions())
        .map(file -> file.getFileName().toString().substring(0, 4))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, decisions().size()).mapToObj("%04d"::formatted).toList());
  }

  @Test
  void threatsAreInOrderAndEachHasOneRow() {
    var numbers =
        namesIn(SECURITY, THREAT)
            .map(head -> Integer.valueOf(head.replaceFirst("\\D.*", "")))
            .toList();

    assertThat(numbers).hasSizeGreaterThan(40).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void threatsComeFromAttackersThatAreDescribed() {
    var described = namesIn(SECURITY, ATTACKER).toList();
    var named =
        namesIn(SECURITY, ATTACKERS_OF_A_THREAT)
            .flatMap(letters -> Stream.of(letters.split(" ")))
            .filter(letter -> !letter.equals("–"))
            .toList();

    assertThat(described).hasSizeGreaterThan(5).doesNotHaveDuplicates();
    assertThat(named).isNotEmpty().isSubsetOf(described);
  }

  @Test
  void theChangelogHasAnUnreleasedSection() {
    assertThat(SourceTree.read(SourceTree.ROOT.resolve("CHANGELOG.md")))
        .contains("\n## [Unreleased]\n");
  }

  private static Stream<String> foreignWordsIn(Path file) {
    String text = SourceTree.read(file);
    return NOT_OURS.entrySet().stream()
        .flatMap(entry ->
            entry
                .getValue()
                .matcher(text)
                .results()
                .map(match -> nameOf(file) + " has " + entry.getKey() + ": " + match.group()));
  }

  private static String nameOf(Path file) {
    return SourceTree.ROOT.relativize(file).toString();
  }

  /// The first column of the table that begins with `Module`.
  private static List<String> modulesInReadme() {
    var modules = new ArrayList<String>();
    boolean isInside = false;
    var row = Pattern.compile("\\|\\s*\\[?`([a-z-]+)/?`.*");
    for (String line : SourceTree.read(SourceTree.ROOT.resolve("README.md")).lines().toList()) {
      isInside = line.startsWith("|") && (isInside || line.matches("\\| *Module *\\|.*"));
      var match = row.matcher(line);
      if (isInside && match.matches()) {
        modules.add(match.group(1));
      }
    }
    return modules;
  }

  private static List<Path> texts() {
    return SourceTree.files(SourceTree.ROOT).stream()
        .filter(file -> TEXT.matcher(file.getFileName().toString()).matches())
        .toList();
  }

  private static List<Path> documents() {
    return texts().stream().filter(file -> file.toString().endsWith(".md")).toList();
  }

  private static List<Path> decisions() {
    return SourceTree.files(SourceTree.ROOT.resolve("docs/adr")).stream()
        .filter(file -> file.getFileName().toString().matches("\\d{4}-[a-z0-9-]+\\.md"))
        .toList();
  }

  private static Stream<String> namesIn(Path file, Pattern pattern) {
    return pattern.matcher(SourceTree.read(file)).results().map(match -> match.group(1));
  }
}

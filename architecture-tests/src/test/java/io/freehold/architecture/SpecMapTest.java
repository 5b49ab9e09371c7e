package io.freehold.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `docs/spec-map.md` says which type meets which MUST of the protocol and which test shows it.
class SpecMapTest {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /// A row of the table of what is met.
  private record Row(String must, String section, List<String> types, List<String> tests) {}

  @Test
  void namesAMustAndItsSectionInEveryRow() {
    assertThat(met())
        .hasSizeGreaterThan(30)
        .allSatisfy(row -> {
          assertThat(row.must()).hasSizeGreaterThan(15);
          assertThat(row.section()).matches("§\\d+(\\.\\d+)*(, §\\d+(\\.\\d+)*)*");
        });
  }

  @Test
  void namesOnlyTypesThatExist() {
    assertThat(met()).allSatisfy(row -> assertThat(row.types()).as(row.must()).isNotEmpty());
    assertThat(met().stream().flatMap(row -> row.types().stream()).distinct())
        .filteredOn(type -> !SourceNames.TYPES.hasType(type))
        .isEmpty();
  }

  @Test
  void namesATestThatExistsForEveryMust() {
    assertThat(met()).allSatisfy(row -> assertThat(row.tests()).as(row.must()).isNotEmpty());
    assertThat(met().stream().flatMap(row -> row.tests().stream()).distinct())
        .filteredOn(test -> !SourceNames.TESTS.hasTest(test))
        .isEmpty();
  }

  @Test
  void admitsWhatIsNotMetYet() {
    assertThat(rowsOf("## Not yet"))
        .isNotEmpty()
        .allSatisfy(cells -> assertThat(cells).hasSize(3).noneMatch(String::isBlank));
  }

  @Test
  void aTestThatDoesNotExistIsNoticed() {
    assertThat(SourceNames.TESTS.hasTest("SpecMapTest#aTestThatDoesNotExistIsNoticed")).isTrue();
    assertThat(SourceNames.TESTS.hasTest("SpecMapTest#somethingElse")).isFalse();
    assertThat(SourceNames.TESTS.hasTest("NoSuchTest")).isFalse();
    assertThat(SourceNames.TYPES.hasType("Caller.Owner")).isTrue();
    assertThat(SourceNames.TYPES.hasType("Caller.Nobody")).isFalse();
  }

  private static List<Row> met() {
    return rowsOf("## Met").stream()
        .map(cells -> {
          assertThat(cells).as(cells.toString()).hasSize(4);
          return new Row(cells.get(0), cells.get(1), codeIn(cells.get(2)), codeIn(cells.get(3)));
        })
        .toList();
  }

  /// The cells of every table row below a heading, up to the next heading of its level.
  private static List<List<String>> rowsOf(String heading) {
    var rows = new ArrayList<List<String>>();
    boolean isInside = false;
    for (String line :
        SourceTree.read(SourceTree.ROOT.resolve("docs/spec-map.md")).lines().toList()) {
      if (line.startsWith("## ")) {
        isInside = line.equals(heading);
      } else if (isInside && line.startsWith("|") && !line.matches("\\|[-| :]+\\|")) {
        rows.add(
            Stream.of(line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
                .map(String::strip)
                .toList());
      }
    }
    return rows.stream().filter(cells -> !cells.getFirst().startsWith("MUST")).toList();
  }

  private static List<String> codeIn(String cell) {
    return CODE.matcher(cell).results().map(match -> match.group(1)).toList();
  }
}

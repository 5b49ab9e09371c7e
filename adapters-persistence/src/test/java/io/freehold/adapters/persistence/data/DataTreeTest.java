package io.freehold.adapters.persistence.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.domain.CollectedAt;
import io.freehold.domain.Scope;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataTreeTest {
  private static final Path ROOT = Path.of("/home/data");
  private static final String LETTERS = "abcxyzABCXYZ0189_";

  private final DataTree tree = new DataTree(ROOT);

  @Test
  void putsAVersionWhereTheProtocolHasIt() {
    Path file =
        tree.fileOf(new Scope("instagram.profile"), CollectedAt.parse("2026-01-21T10:00:00Z"));

    assertThat(file).isEqualTo(ROOT.resolve("instagram/profile/2026-01-21T10-00-00Z.json"));
  }

  @ParameterizedTest
  @CsvSource({
    "spotify.savedTracks, spotify/saved-tracks",
    "a.xY.zZZ, a/x-y/z-z-z",
    "con.aux, con-/aux-",
    "a.com1.lpt9, a/com1-/lpt9-",
    "a.com10, a/com10",
    "a.cON, a/c-o-n",
    "a.b_c, a/b_c",
    "blocks.x.y, blocks/x/y",
    "data.x, data/x"
  })
  void givesEachScopeAFolderThatNoDiskConfuses(String scope, String folder) {
    assertThat(tree.folderOf(new Scope(scope))).isEqualTo(ROOT.resolve(folder));
    assertThat(tree.scopeOf(ROOT.resolve(folder))).contains(new Scope(scope));
  }

  @ParameterizedTest
  @CsvSource({
    "a", "a/b/c/d", "a/-", "a/b--c", "a/con", "a/xY", "a/b-", "-a/b", "a/b-_", "a/b-1", "a/.b"
  })
  void knowsNoScopeForAFolderItWouldNotMake(String folder) {
    assertThat(tree.scopeOf(ROOT.resolve(folder))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-21T10-00-00Z.json, 2026-01-21T10:00:00Z",
    "2026-01-21T10-00-00.001Z.json, 2026-01-21T10:00:00.001Z"
  })
  void readsAVersionFromAName(String name, String version) {
    assertThat(DataTree.versionOf(ROOT.resolve(name))).contains(CollectedAt.parse(version));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-21T10-00-00.000Z.json",
    "2026-01-21T10-00-00Z",
    "2026-01-21T10-00-00Z.json.bak",
    "2026-13-21T10-00-00Z.json",
    "notes.json",
    ".json"
  })
  void readsNoVersionFromAnyOtherName(String name) {
    assertThat(DataTree.versionOf(ROOT.resolve(name))).isEmpty();
  }

  @Test
  void neverGivesTwoScopesOneFolder() {
    var random = new Random(20260121);
    List<Scope> scopes =
        random.ints(5_000, 0, 3).mapToObj(i -> scope(random, i)).distinct().toList();

    assertThat(scopes)
        .extracting(scope -> tree.folderOf(scope).toString().toLowerCase(Locale.ROOT))
        .doesNotHaveDuplicates();
    assertThat(scopes)
        .allSatisfy(scope -> assertThat(tree.scopeOf(tree.folderOf(scope))).contains(scope));
  }

  private static Scope scope(Random random, int form) {
    String device = List.of("con", "aux", "com1").get(form);
    String source = random.nextInt(5) == 0 ? device : word(random).toLowerCase(Locale.ROOT);
    String category = random.nextInt(5) == 0 ? device : word(random);
    return new Scope(source + "." + category + (form == 0 ? "" : "." + word(random)));
  }

  private static String word(Random random) {
    var word = new StringBuilder("a");
    for (int i = random.nextInt(3); i > 0; i--) {
      word.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return word.toString();
  }
}

package io.freehold.domain.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.domain.Address;
import io.freehold.domain.Scope;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlobNameTest {
  private static final Address OWNER = new Address("0x" + "11".repeat(20));
  private static final Address OTHER = new Address("0x" + "22".repeat(20));

  @ParameterizedTest
  @CsvSource({
    "2026-01-21T10:00:00Z, 2026-01-21T10-00-00Z",
    "2026-01-21T10-00-00Z, 2026-01-21T10-00-00Z",
    "2026-01-21T10:00-00Z, 2026-01-21T10-00-00Z",
    "2026-01-21T10:00:00.001Z, 2026-01-21T10-00-00.001Z"
  })
  void hasOneSpellingForATime(String written, String value) {
    assertThat(new BlobName(written).value()).isEqualTo(value);
    assertThat(new BlobName(written).isTime()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a:b", "2026-01-21t10:00:00z", "2026-01-21T10:00Z", "1", "_", "-", "x.json"})
  void leavesEverythingElseAsItIs(String name) {
    assertThat(new BlobName(name).value()).isEqualTo(name);
    assertThat(new BlobName(name).isTime()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "..", ".a", "a/b", "a\\b", "a%2fb", "a b", "a\u0000", "ä", "a\n", "a?b"})
  void refusesWhatCouldBeTakenForAPath(String name) {
    assertThatThrownBy(() -> new BlobName(name)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hasUpTo200Characters() {
    assertThat(new BlobName("n".repeat(200)).value()).hasSize(200);
    assertThatThrownBy(() -> new BlobName("n".repeat(201)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void isPartOfAKeyAndOfAnAddress() {
    var plain = new BlobPath(OWNER, OptionalLong.empty(), new Scope("a.b"), new BlobName("2026"));
    var onChain = new BlobPath(OWNER, OptionalLong.of(14800), new Scope("a.b"), plain.name());

    assertThat(plain.key()).isEqualTo(OWNER + "/a.b/2026");
    assertThat(plain.urlPath()).isEqualTo("/v1/blobs/" + OWNER + "/a.b/2026");
    assertThat(onChain.key()).isEqualTo(plain.key());
    assertThat(onChain.urlPath()).isEqualTo("/v1/chains/14800/blobs/" + OWNER + "/a.b/2026");
    assertThatThrownBy(
            () -> new BlobPath(OWNER, OptionalLong.of(0), new Scope("a.b"), plain.name()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void isKeptForTheOwnOwnerAndForWhoeverTheSettingsName() {
    var some = new ServedOwners(false, Set.of(OTHER));
    var all = new ServedOwners(true, Set.of());

    assertThat(ServedOwners.OWN_ALONE.include(OWNER, Optional.of(OWNER))).isTrue();
    assertThat(ServedOwners.OWN_ALONE.include(OTHER, Optional.of(OWNER))).isFalse();
    assertThat(ServedOwners.OWN_ALONE.include(OWNER, Optional.empty())).isFalse();
    assertThat(some.include(OTHER, Optional.of(OWNER))).isTrue();
    assertThat(some.include(OWNER, Optional.of(OWNER))).isTrue();
    assertThat(some.include(OWNER, Optional.empty())).isFalse();
    assertThat(all.include(OTHER, Optional.empty())).isTrue();
  }
}

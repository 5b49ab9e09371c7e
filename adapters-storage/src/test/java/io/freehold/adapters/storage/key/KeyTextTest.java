package io.freehold.adapters.storage.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.domain.Address;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.Scope;
import io.freehold.domain.storage.BlobKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTextTest {
  private static final String OWNER = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";

  @Test
  void takesAKeyApart() {
    var key =
        new BlobKey(
            new Address(OWNER),
            new Scope("spotify.savedTracks"),
            CollectedAt.parse("2026-01-21T10:00:00.001Z"));

    assertThat(KeyText.parse(key.text())).contains(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "//",
        OWNER,
        OWNER + "/a.b",
        OWNER + "/a.b/",
        OWNER + "/a.b/2026-01-21T10-00-00Z/",
        OWNER + "/a.b/2026-01-21T10-00-00Z/x",
        "/" + OWNER + "/a.b/2026-01-21T10-00-00Z",
        OWNER + "/../2026-01-21T10-00-00Z",
        OWNER + "/a.b/..",
        OWNER + "/a.b/%2e%2e",
        OWNER + "/a/2026-01-21T10-00-00Z",
        OWNER + "/a.b/2026-01-21T10:00:00Z",
        OWNER + "/a.b/2026-01-21T10-00-00.000Z",
        OWNER + "/a.b/2026-13-21T10-00-00Z",
        OWNER + "/a.b/2026-01-21T10-00-00Z ",
        OWNER + "/a.b\u0000/2026-01-21T10-00-00Z",
        "0xF39FD6E51AAD88F6F4CE6AB8827279CFFFB92266/a.b/2026-01-21T10-00-00Z",
        "f39fd6e51aad88f6f4ce6ab8827279cfffb92266/a.b/2026-01-21T10-00-00Z"
      })
  void takesNothingElseForAKey(String text) {
    assertThat(KeyText.parse(text)).isEmpty();
  }
}

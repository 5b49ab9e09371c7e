package io.freehold.domain;

import static io.freehold.domain.Refusals.assertImpossible;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScopePrefixTest {
  private static final Scope PROFILE = new Scope("instagram.profile");

  @Test
  void coversWhatBeginsWithIt() {
    assertThat(new ScopePrefix("insta").covers(PROFILE)).isTrue();
    assertThat(new ScopePrefix("instagram.profile").covers(PROFILE)).isTrue();
    assertThat(new ScopePrefix("instagram.profiles").covers(PROFILE)).isFalse();
    assertThat(new ScopePrefix("nstagram").covers(PROFILE)).isFalse();
  }

  @Test
  void coversEverythingWhenEmpty() {
    assertThat(ScopePrefix.ALL.covers(PROFILE)).isTrue();
  }

  @Test
  void takesWildcardCharactersLiterally() {
    var history = new Scope("youtube.watch_history");

    assertThat(new ScopePrefix("youtube.watch_h").covers(history)).isTrue();
    assertThat(new ScopePrefix("youtube_watch").covers(history)).isFalse();
    assertThat(new ScopePrefix("%").covers(history)).isFalse();
    assertThat(new ScopePrefix("you%").covers(history)).isFalse();
    assertThat(new ScopePrefix("youtube.*").covers(history)).isFalse();
    assertThat(new ScopePrefix("[a-z]").covers(history)).isFalse();
  }

  @Test
  void isNoLongerThanAScope() {
    assertThat(new ScopePrefix("a".repeat(128)).value()).hasSize(128);
    assertImpossible(() -> new ScopePrefix("a".repeat(129)));
  }
}

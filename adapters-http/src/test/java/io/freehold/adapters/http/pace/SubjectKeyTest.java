package io.freehold.adapters.http.pace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SubjectKeyTest {
  @Test
  void tellsCallersAndSubjectsApart() {
    String key = SubjectKey.of("192.0.2.1", "/v1/session/a/poll");

    assertThat(SubjectKey.of("192.0.2.1", "/v1/session/a/poll")).isEqualTo(key);
    assertThat(SubjectKey.of("192.0.2.1", "/v1/session/b/poll")).isNotEqualTo(key);
    assertThat(SubjectKey.of("192.0.2.2", "/v1/session/a/poll")).isNotEqualTo(key);
  }

  @Test
  void isShortHoweverLongTheSubject() {
    assertThat(SubjectKey.of("2001:db8:0:1", "/" + "x".repeat(4_000))).hasSizeLessThan(60);
  }
}

package io.freehold.domain.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {
  @Test
  void splitsAtTheFirstQuestionMark() {
    assertThat(new RequestTarget("/v1/data?a=b?c").path()).isEqualTo("/v1/data");
    assertThat(new RequestTarget("/v1/data").path()).isEqualTo("/v1/data");
    assertThat(new RequestTarget("/v1/data").hasQuery()).isFalse();
    assertThat(new RequestTarget("/v1/data?").hasQuery()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/data",
        "/v1/data?limit=50",
        "/v1/data?scopePrefix=instagram&limit=50&offset=0",
        "/v1/data?offset=0&offset=1",
        "/v1/data?limit",
        "/v1/data?limit=at=1"
      })
  void narrowsAListingOnly(String raw) {
    assertThat(new RequestTarget(raw).queryMaySelectData()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/data/a.b?at=2026-01-21T10:00:00Z",
        "/v1/data/a.b?fileId=0x11",
        "/v1/data/a.b?content=raw",
        "/v1/data/a.b?grantId=0x11",
        "/v1/data/a.b?cursor=x",
        "/v1/data/a.b?at",
        "/v1/data/a.b?limit=1&at=2026",
        "/v1/data/a.b?limit=1;at=2026",
        "/v1/data/a.b?limit=1;limit=1&offset=1;at=2026",
        "/v1/data/a.b?%61t=2026",
        "/v1/data/a.b?limit=1?at=2026&at=1",
        "/v1/data/a.b?LIMIT=1",
        "/v1/data/a.b?li%6dit=1",
        "/v1/data/a.b?limit+=1",
        "/v1/data/a.b?&at=2026"
      })
  void maySelectData(String raw) {
    assertThat(new RequestTarget(raw).queryMaySelectData()).isTrue();
  }
}

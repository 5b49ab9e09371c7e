package io.freehold.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.http.ApiRoute.Callers;
import io.freehold.adapters.http.ApiRoute.Cors;
import io.freehold.adapters.http.ApiRoute.Tempo;
import io.freehold.application.Limits;
import io.freehold.application.testing.Cast;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The route table as a whole.
class HttpApiTest {
  /// Whatever keeps the process alive asks these, without a credential and all the time.
  private static final Set<String> EXEMPT = Set.of("/health", "/ready");

  private final List<ApiRoute> routes =
      new HttpApi(
              new TestServer().role(), new Deliveries(_ -> true), "1", Limits.DEFAULT, Cast.CLOCK)
          .routes();

  @Test
  void exemptsNothingButTheProbes() {
    for (ApiRoute route : routes) {
      boolean isExempt = EXEMPT.contains(route.path());
      assertThat(route.action().isEmpty()).as(route.path()).isEqualTo(isExempt);
      assertThat(route.tempo() == Tempo.UNLIMITED).as(route.path()).isEqualTo(isExempt);
    }
  }

  @Test
  void letsAnyoneVerifyGrantsAndNothingElse() {
    assertThat(
            routes.stream()
                .filter(route -> route.callers() == Callers.ANYONE)
                .map(ApiRoute::path)
                .toList())
        .containsExactlyInAnyOrder("/v1/grants/verify", "/health", "/ready");
  }

  @Test
  void letsBuildersOnlyRead() {
    assertThat(
            routes.stream()
                .filter(route -> route.callers() == Callers.BUILDER_OR_OWNER)
                .map(route -> route.method() + " " + route.path())
                .toList())
        .containsExactly(
            "GET /v1/data",
            "GET /v1/data/:scope",
            "HEAD /v1/data/:scope",
            "GET /v1/data/:scope/versions");
  }

  @Test
  void closesWhatIsTheOwnersToOtherOrigins() {
    for (ApiRoute route : routes) {
      assertThat(route.cors() == Cors.CLOSED)
          .as(route.path())
          .isEqualTo(route.callers() == Callers.OWNER);
    }
  }

  @Test
  void boundsEveryBody() {
    for (ApiRoute route : routes) {
      boolean mayHaveABody = route.method().name().equals("POST");
      assertThat(route.bodyBytesMax() > 0).as(route.path()).isEqualTo(mayHaveABody);
      assertThat(route.bodyCost() > 0).as(route.path()).isEqualTo(mayHaveABody);
      assertThat(route.bodyBytesMax()).isLessThanOrEqualTo(Limits.DEFAULT.ingestBytesMax());
    }
  }

  @Test
  void namesEachRouteOnce() {
    assertThat(routes.stream().map(route -> route.method() + " " + route.path()))
        .doesNotHaveDuplicates();
  }
}

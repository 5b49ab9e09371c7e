package io.freehold.adapters.http.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.http.ApiRoute;
import io.freehold.adapters.http.Call;
import io.freehold.adapters.http.Calls;
import io.freehold.application.Limits;
import io.freehold.application.testing.Fuzzing;
import io.freehold.domain.ProblemException;
import java.util.Arrays;
import java.util.List;

/// Bodies of the gateway's writes: the first byte chooses the route, the rest is the body. Whatever
/// it is, it is recorded or refused; and what was recorded can be read again.
@Fuzzing.LengthMax(64 << 10)
public final class GatewayBodyFuzz {
  private static final GatewayOnPort GATEWAY = new GatewayOnPort(Limits.DEFAULT);
  private static final List<ApiRoute> WRITES =
      GATEWAY.routes().stream().filter(route -> route.bodyBytesMax() > 0).toList();
  private static final List<ApiRoute> LISTS =
      GATEWAY.routes().stream().filter(route -> route.path().equals("/v1/grants")).toList();

  private GatewayBodyFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    ApiRoute route = WRITES.get((input[0] & 0xff) % WRITES.size());
    byte[] body = Arrays.copyOfRange(input, 1, input.length);
    answers(route, Calls.signed(route, body));
    for (ApiRoute list : LISTS) {
      if (list.bodyBytesMax() == 0) {
        answers(list, Calls.asked(list, "?user=" + Calls.ADDRESS));
      }
    }
  }

  private static void answers(ApiRoute route, Call call) {
    try {
      assertThat(route.endpoint().answer(call).status()).isBetween(200, 499);
    } catch (ProblemException e) {
      assertThat(e.problem()).isNotNull();
    } catch (RuntimeException e) {
      if (!Calls.isRefusal(e)) {
        throw e;
      }
    }
  }
}

package io.freehold.adapters.chain.gateway;

import static io.freehold.application.testing.Cast.BUILDER;
import static io.freehold.application.testing.Cast.STRANGER;
import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.port.Builders;
import io.freehold.application.testing.BuildersContract;
import io.freehold.domain.Problem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

final class GatewayBuildersTest extends BuildersContract {
  private final OnTheStub server = new OnTheStub();

  @AfterEach
  void close() {
    server.close();
  }

  @Override
  protected Builders builders() {
    server.stub.records.register(BUILDER);
    return server.gateway().builders();
  }

  @Test
  void refusesAnAnswerAboutSomebodyElse() {
    Builders builders = builders();
    server.stub.lie(answer -> {
      ((ObjectNode) answer.get("data")).put("granteeAddress", STRANGER.value());
      return answer;
    });

    assertRefused(() -> builders.find(BUILDER), Problem.ServiceUnavailable.class);
  }

  @Test
  void takesACheckSummedAddressForTheSame() {
    Builders builders = builders();
    server.stub.lie(answer -> {
      ((ObjectNode) answer.get("data"))
          .put("granteeAddress", "0x70997970C51812dc3A010C7d01b50e0d17dc79C8");
      return answer;
    });

    assertThat(builders.find(BUILDER)).isPresent();
  }
}

package io.freehold.application.testing;

import io.freehold.application.port.UsedRequests;
import java.time.InstantSource;

class InMemoryUsedRequestsTest extends UsedRequestsContract {
  @Override
  protected UsedRequests usedRequests(InstantSource clock, int requestsMax) {
    return new InMemoryUsedRequests(clock, requestsMax);
  }
}

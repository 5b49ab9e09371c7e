package io.freehold.adapters.persistence.identity;

import io.freehold.application.port.UsedRequests;
import io.freehold.application.testing.UsedRequestsContract;
import java.time.InstantSource;

class MemoryUsedRequestsTest extends UsedRequestsContract {
  @Override
  protected UsedRequests usedRequests(InstantSource clock, int requestsMax) {
    return new MemoryUsedRequests(clock, requestsMax);
  }
}

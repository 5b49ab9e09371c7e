package io.freehold.application.testing;

import io.freehold.application.port.ConnectRequests;

class InMemoryConnectRequestsTest extends ConnectRequestsContract {
  @Override
  protected ConnectRequests connectRequests() {
    return new InMemoryConnectRequests();
  }
}

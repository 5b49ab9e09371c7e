package io.freehold.application.testing;

import io.freehold.application.port.AccessLog;

class InMemoryAccessLogTest extends AccessLogContract {
  @Override
  protected AccessLog accessLog() {
    return new InMemoryAccessLog();
  }
}

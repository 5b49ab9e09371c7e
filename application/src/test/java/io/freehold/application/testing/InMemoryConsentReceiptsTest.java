package io.freehold.application.testing;

import io.freehold.application.port.ConsentReceipts;

class InMemoryConsentReceiptsTest extends ConsentReceiptsContract {
  @Override
  protected ConsentReceipts consentReceipts() {
    return new InMemoryConsentReceipts();
  }
}

package io.freehold.application.testing;

import io.freehold.application.port.OwnerRecord;

class InMemoryOwnerRecordTest extends OwnerRecordContract {
  @Override
  protected OwnerRecord ownerRecord() {
    return new InMemoryOwnerRecord();
  }
}

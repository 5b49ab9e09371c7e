package io.freehold.application.connect;

import io.freehold.application.port.ConsentReceipts;
import io.freehold.domain.connect.ConsentReceipt;
import io.freehold.domain.data.Listing;
import io.freehold.domain.data.Page;
import io.freehold.domain.identity.Caller;

/// Shows the owner what was agreed to, newest first.
public final class ListConsentReceipts {
  private final ConsentReceipts receipts;

  public ListConsentReceipts(ConsentReceipts receipts) {
    this.receipts = receipts;
  }

  public Listing<ConsentReceipt> list(Caller.Owner owner, Page page) {
    return receipts.list(page);
  }
}

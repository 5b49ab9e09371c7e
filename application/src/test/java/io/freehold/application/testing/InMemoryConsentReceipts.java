package io.freehold.application.testing;

import io.freehold.application.port.ConsentReceipts;
import io.freehold.domain.Address;
import io.freehold.domain.connect.ConsentReceipt;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.data.Listing;
import io.freehold.domain.data.Page;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Receipts in the order in which they were written.
public final class InMemoryConsentReceipts implements ConsentReceipts {
  private final Map<SessionId, ConsentReceipt> receipts = new LinkedHashMap<>();

  @Override
  public synchronized void add(ConsentReceipt receipt) {
    receipts.putIfAbsent(receipt.session(), receipt);
  }

  @Override
  public synchronized Optional<ConsentReceipt> find(SessionId session) {
    return Optional.ofNullable(receipts.get(session));
  }

  @Override
  public synchronized Optional<ConsentReceipt> latest(Address builder) {
    return newestFirst().stream()
        .filter(receipt -> receipt.app().builder().address().equals(builder))
        .findFirst();
  }

  @Override
  public synchronized Listing<ConsentReceipt> list(Page page) {
    return new Listing<>(
        newestFirst().stream().skip(page.offset()).limit(page.limit()).toList(),
        receipts.size(),
        page);
  }

  private List<ConsentReceipt> newestFirst() {
    return new ArrayList<>(receipts.values()).reversed();
  }
}

package io.freehold.application.port;

import io.freehold.domain.Address;
import io.freehold.domain.connect.ConsentReceipt;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.data.Listing;
import io.freehold.domain.data.Page;
import java.util.Optional;

/// What the owner agreed to and was shown, for good (§6.3). What a method returned from is on disk.
public interface ConsentReceipts {
  /// Does nothing when there is one of that session: a session is agreed to once.
  void add(ConsentReceipt receipt);

  Optional<ConsentReceipt> find(SessionId session);

  /// The newest one of a builder.
  Optional<ConsentReceipt> latest(Address builder);

  /// Newest first.
  Listing<ConsentReceipt> list(Page page);
}

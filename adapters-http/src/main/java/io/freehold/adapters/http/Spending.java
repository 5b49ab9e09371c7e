package io.freehold.adapters.http;

import io.freehold.domain.Address;
import io.freehold.domain.identity.ReceivedRequest;
import io.freehold.domain.identity.SignedRequest;

/// Uses up signed requests that are good for so many uses; the last thing before somebody is let
/// in.
@FunctionalInterface
interface Spending {
  void spend(Address signer, SignedRequest signed, ReceivedRequest received);
}

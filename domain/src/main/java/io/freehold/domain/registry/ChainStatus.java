package io.freehold.domain.registry;

/// How far a record has come on its way to the chain (§4.2.1).
public enum ChainStatus {
  PENDING,
  CONFIRMED
}

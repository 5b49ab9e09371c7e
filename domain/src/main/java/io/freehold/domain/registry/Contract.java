package io.freehold.domain.registry;

/// The contract a message is meant for; each has its own EIP-712 domain (§4.3, §5.3).
public enum Contract {
  DATA_REGISTRY,
  PERMISSIONS,
  SERVERS,
  GRANTEES,
  /// The permissions contract of the protocol's second generation.
  PERMISSIONS_V2,
  /// No contract at all: the zero address, which early servers put into grants they verified.
  NONE
}

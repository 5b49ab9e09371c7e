package io.freehold.architecture.planted.adapters.chain.gateway;

/// Innocent, and nobody else's business.
public final class InnocentGateway {
  public static String answer() {
    return "";
  }
}

package io.freehold.builder;

import io.freehold.builder.identity.BuilderKey;
import io.freehold.domain.identity.Secret;

/// The keys that every Ethereum development tool publishes.
public final class TestKeys {
  public static final BuilderKey OWNER =
      key("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80");
  public static final BuilderKey BUILDER =
      key("0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d");
  public static final BuilderKey RELAY =
      key("0x5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a");

  private TestKeys() {}

  static BuilderKey key(String hex) {
    return BuilderKey.of(new Secret(hex));
  }
}

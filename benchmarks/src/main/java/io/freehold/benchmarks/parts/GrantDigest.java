package io.freehold.benchmarks.parts;

import io.freehold.adapters.chain.crypto.TypedData;
import io.freehold.domain.registry.ProtocolDomain;
import io.freehold.domain.registry.RegistryMessage;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// The EIP-712 digest of a grant, as a wallet signs it.
@State(Scope.Benchmark)
public class GrantDigest {
  private final TypedData typedData = new TypedData(ProtocolDomain.MOKSHA);
  private final RegistryMessage message = Grants.message();

  @Benchmark
  public byte[] digest() {
    return typedData.digest(message);
  }
}

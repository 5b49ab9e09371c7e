package io.freehold.adapters.chain.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.chain.ChainAdapter;
import io.freehold.application.Limits;
import io.freehold.application.port.Signer;
import io.freehold.application.testing.Fuzzing;
import io.freehold.domain.BuilderId;
import io.freehold.domain.SchemaId;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.registry.Contract;
import io.freehold.domain.registry.GrantMessage.GrantRegistration;
import io.freehold.domain.registry.GrantMessage.SpecGrant;
import io.freehold.domain.registry.ProtocolDomain;
import io.freehold.domain.registry.RegistryMessage;
import io.freehold.domain.registry.RegistryMessage.FileRegistration;
import io.freehold.domain.registry.RegistryMessage.ServerRegistration;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Messages with any text in them, one line per text: each that can be made can be signed, leads
/// back to who signed it, and its signature is no signature of a message that differs by a
/// character (threat T66).
@Fuzzing.LengthMax(64 << 10)
public final class TypedDataFuzz {
  private static final ChainAdapter CHAIN = ChainAdapter.of(ProtocolDomain.MOKSHA, Limits.DEFAULT);
  private static final Signer SIGNER = CHAIN.signer(new Secret("0x" + "5d".repeat(32)));
  private static final String ID = "0x" + "11".repeat(32);

  private TypedDataFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String[] lines = new String(input, StandardCharsets.UTF_8).split("\n", -1);
    List<String> others = List.of(lines).subList(1, Math.min(lines.length, 8));
    leadsToItsSigner(() -> file(lines[0]), () -> file(lines[0] + "x"));
    leadsToItsSigner(() -> server(lines[0], ""), () -> server("", lines[0] + "x"));
    leadsToItsSigner(() -> spec(others), () -> spec(List.of(String.join("", others), "")));
    leadsToItsSigner(() -> grant(lines[0], others), () -> grant(lines[0] + "x", others));
  }

  private static RegistryMessage file(String url) {
    return new FileRegistration(SIGNER.address(), url, new SchemaId(ID));
  }

  private static RegistryMessage server(String publicKey, String url) {
    return new ServerRegistration(SIGNER.address(), SIGNER.address(), publicKey, url);
  }

  private static RegistryMessage spec(List<String> scopes) {
    return new SpecGrant(SIGNER.address(), SIGNER.address(), scopes, 0, 1, Contract.PERMISSIONS);
  }

  private static RegistryMessage grant(String text, List<String> fileIds) {
    return new GrantRegistration(SIGNER.address(), new BuilderId(ID), text, fileIds);
  }

  @FunctionalInterface
  private interface Making {
    RegistryMessage message();
  }

  private static void leadsToItsSigner(Making making, Making other) {
    RegistryMessage message;
    try {
      message = making.message();
    } catch (IllegalArgumentException e) {
      return;
    }
    var signature = SIGNER.sign(message);
    assertThat(CHAIN.signatures().signerOf(message, signature)).contains(SIGNER.address());
    RegistryMessage another = other.message();
    if (!another.equals(message)) {
      assertThat(CHAIN.signatures().signerOf(another, signature))
          .isNotEqualTo(java.util.Optional.of(SIGNER.address()));
    }
  }
}

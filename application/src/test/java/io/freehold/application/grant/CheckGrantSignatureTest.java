package io.freehold.application.grant;

import static io.freehold.application.testing.Cast.APP;
import static io.freehold.application.testing.Cast.BUILDER;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.OWNER_KEY;
import static io.freehold.application.testing.Cast.SERVER;
import static io.freehold.application.testing.Cast.SERVER_KEY;
import static io.freehold.application.testing.Cast.STRANGER;
import static io.freehold.application.testing.Cast.STRANGER_KEY;
import static io.freehold.application.testing.Cast.aGrant;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.testing.FakeSignatures;
import io.freehold.application.testing.InMemoryServerRegistry;
import io.freehold.domain.registry.Contract;
import io.freehold.domain.registry.GrantMessage;
import io.freehold.domain.registry.GrantMessage.SpecGrant;
import io.freehold.domain.registry.GrantMessage.VersionedGrant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CheckGrantSignatureTest {
  private final InMemoryServerRegistry servers = new InMemoryServerRegistry();
  private final CheckGrantSignature checkGrantSignature =
      new CheckGrantSignature(new FakeSignatures(), servers);

  static Stream<GrantMessage> messages() {
    return Stream.of(
        aGrant().message(),
        specGrant(Contract.PERMISSIONS),
        new VersionedGrant(OWNER, APP.id(), List.of("instagram.profile"), 1, 0));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void namesTheGrantorWhoSigned(GrantMessage message) {
    assertThat(checkGrantSignature.check(message, OWNER_KEY.sign(message))).contains(OWNER);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void namesTheServerThatSignedForTheGrantor(GrantMessage message) {
    assertThat(checkGrantSignature.check(message, SERVER_KEY.sign(message))).isEmpty();

    servers.add(SERVER, OWNER);

    assertThat(checkGrantSignature.check(message, SERVER_KEY.sign(message))).contains(SERVER);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void namesNobodyElse(GrantMessage message) {
    servers.add(SERVER, STRANGER);

    assertThat(checkGrantSignature.check(message, STRANGER_KEY.sign(message))).isEmpty();
    assertThat(checkGrantSignature.check(message, SERVER_KEY.sign(message))).isEmpty();
    assertThat(checkGrantSignature.check(message, OWNER_KEY.sign(aGrant().of("*").message())))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"PERMISSIONS", "NONE"})
  void acceptsTheFormOfTheSpecificationAtBothContracts(Contract signedFor) {
    GrantMessage asked = specGrant(Contract.PERMISSIONS);

    assertThat(checkGrantSignature.check(asked, OWNER_KEY.sign(specGrant(signedFor))))
        .contains(OWNER);
  }

  @Test
  void acceptsTheFormOfTheSpecificationAtNoOtherContract() {
    GrantMessage elsewhere = specGrant(Contract.DATA_REGISTRY);

    assertThat(checkGrantSignature.check(specGrant(Contract.NONE), OWNER_KEY.sign(elsewhere)))
        .isEmpty();
    assertThat(checkGrantSignature.check(elsewhere, OWNER_KEY.sign(elsewhere))).isEmpty();
  }

  private static SpecGrant specGrant(Contract contract) {
    return new SpecGrant(OWNER, BUILDER, List.of("instagram.profile"), 0, 1, contract);
  }
}

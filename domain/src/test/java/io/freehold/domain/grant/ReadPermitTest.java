package io.freehold.domain.grant;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.domain.Address;
import io.freehold.domain.Scope;
import io.freehold.domain.identity.Caller;
import java.lang.reflect.Modifier;
import org.junit.jupiter.api.Test;

class ReadPermitTest {
  private static final Scope PROFILE = new Scope("instagram.profile");

  @Test
  void isGivenToTheOwnerForEveryScope() {
    var owner =
        new Caller.Owner(new Address("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"), "wallet");

    assertThat(ReadPermit.of(owner, PROFILE).scope()).isEqualTo(PROFILE);
    assertThat(ReadPermit.of(owner, PROFILE).endsWith()).isEmpty();
  }

  @Test
  void cannotBeMadeOutsideItsPackage() {
    assertThat(ReadPermit.class.getDeclaredConstructors())
        .allMatch(constructor ->
            !Modifier.isPublic(constructor.getModifiers())
                && !Modifier.isProtected(constructor.getModifiers()));
    assertThat(ReadPermit.class).isFinal();
  }
}

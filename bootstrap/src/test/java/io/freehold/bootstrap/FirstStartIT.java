package io.freehold.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.domain.ProblemException;
import io.freehold.domain.identity.Secret;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FirstStartIT {
  private static final Secret PASSPHRASE = new Secret("correct horse battery staple");

  private final TemporaryHome home = new TemporaryHome();
  private final List<String> terminal = new ArrayList<>();
  private PersonalServer server;
  private FirstStart firstStart;

  @BeforeEach
  void start() {
    var random = new SecureRandom();
    server = PersonalServer.start(home.config(), InstantSource.system(), random);
    firstStart = new FirstStart(server, random, terminal::add);
  }

  @AfterEach
  void stop() {
    server.close();
    home.close();
  }

  @Test
  void givesTheServerToWhoeverKnowsTheCodeAndShowsTheTokenInTheTerminalOnly() {
    var owner = firstStart.claim(firstStart.code(), PASSPHRASE);

    assertThat(server.owner()).contains(owner);
    assertThat(terminal).anyMatch(line -> line.contains("fho_"));
  }

  @Test
  void replacesACodeThatIsGuessedAt() {
    String code = firstStart.code();
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> firstStart.claim("WRONG", PASSPHRASE))
          .isInstanceOf(ProblemException.class);
    }

    assertThatThrownBy(() -> firstStart.claim(code, PASSPHRASE))
        .isInstanceOf(ProblemException.class);
    assertThat(firstStart.code()).isNotEqualTo(code);
    assertThat(terminal).singleElement().asString().contains(firstStart.code());
    assertThat(server.owner()).isEmpty();
  }

  @Test
  void aCodeIsGoodForOneOwnerOnly() {
    String code = firstStart.code();
    var owner = firstStart.claim(code, PASSPHRASE);

    assertThatThrownBy(() -> firstStart.claim(code, PASSPHRASE))
        .isInstanceOf(ProblemException.class);
    assertThat(server.owner()).contains(owner);
  }
}

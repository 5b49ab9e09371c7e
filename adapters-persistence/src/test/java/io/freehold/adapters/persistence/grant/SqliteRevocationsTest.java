package io.freehold.adapters.persistence.grant;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.persistence.Home;
import io.freehold.application.port.Revocations;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.RevocationsContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteRevocationsTest extends RevocationsContract {
  @TempDir Path folder;
  private Home home;

  @Override
  protected Revocations revocations() {
    home = new Home(folder, Cast.CLOCK);
    return home.adapter().revocations();
  }

  @Test
  void remembersOverARestartWhatNoGatewayNeedsToBeToldOf() {
    home.adapter().revocations().addConfirmed(ONE, TEN);

    home.restart();

    assertThat(home.adapter().revocations().find(ONE)).contains(TEN);
    assertThat(home.adapter().revocations().unconfirmed()).isEmpty();
  }

  @AfterEach
  void close() {
    home.close();
  }
}

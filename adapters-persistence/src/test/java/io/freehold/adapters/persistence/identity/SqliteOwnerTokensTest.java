package io.freehold.adapters.persistence.identity;

import io.freehold.adapters.persistence.Home;
import io.freehold.application.port.OwnerTokens;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.OwnerTokensContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteOwnerTokensTest extends OwnerTokensContract {
  @TempDir Path folder;
  private Home home;

  @Override
  protected OwnerTokens ownerTokens() {
    home = new Home(folder, Cast.CLOCK);
    return home.adapter().ownerTokens();
  }

  @AfterEach
  void close() {
    home.close();
  }
}

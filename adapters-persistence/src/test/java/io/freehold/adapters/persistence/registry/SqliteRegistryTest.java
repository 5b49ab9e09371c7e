package io.freehold.adapters.persistence.registry;

import io.freehold.adapters.persistence.Home;
import io.freehold.application.port.Registry;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.RegistryContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteRegistryTest extends RegistryContract {
  @TempDir Path folder;
  private Home home;

  @Override
  protected Registry registry() {
    home = new Home(folder, Cast.CLOCK);
    return home.adapter().registry();
  }

  @AfterEach
  void close() {
    home.close();
  }
}

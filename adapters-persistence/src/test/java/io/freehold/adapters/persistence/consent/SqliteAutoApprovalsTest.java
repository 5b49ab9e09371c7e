package io.freehold.adapters.persistence.consent;

import io.freehold.adapters.persistence.Home;
import io.freehold.application.port.AutoApprovals;
import io.freehold.application.testing.AutoApprovalsContract;
import io.freehold.application.testing.Cast;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteAutoApprovalsTest extends AutoApprovalsContract {
  @TempDir Path folder;
  private Home home;

  @Override
  protected AutoApprovals autoApprovals() {
    home = new Home(folder, Cast.CLOCK);
    return home.adapter().autoApprovals();
  }

  @AfterEach
  void close() {
    home.close();
  }
}

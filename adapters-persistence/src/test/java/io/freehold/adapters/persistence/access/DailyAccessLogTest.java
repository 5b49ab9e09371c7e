package io.freehold.adapters.persistence.access;

import io.freehold.adapters.persistence.Home;
import io.freehold.application.port.AccessLog;
import io.freehold.application.testing.AccessLogContract;
import io.freehold.application.testing.Cast;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class DailyAccessLogTest extends AccessLogContract {
  @TempDir Path folder;
  private Home home;

  @Override
  protected AccessLog accessLog() {
    home = new Home(folder, Cast.CLOCK);
    return home.accessLog();
  }

  @Override
  protected void written() {
    home.adapter().flush();
  }

  @AfterEach
  void close() {
    home.close();
  }
}

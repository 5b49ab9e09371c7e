package io.freehold.bootstrap;

import io.freehold.adapters.persistence.PersistenceAdapter;
import java.math.BigDecimal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Begins, while the settings are still read, with what every start waits for: the database driver
/// and the tables of decimal numbers that the first JSON text needs. Nothing depends on it; whoever
/// needs one of them meanwhile waits for it as ever.
public final class HeadStart {
  private static final Logger LOG = LoggerFactory.getLogger(HeadStart.class);

  private HeadStart() {}

  /// The log is set up by now, by the thread that called: two at once would get in each other's
  /// way.
  public static void begin() {
    var _ = Thread.ofPlatform().daemon().name("decimals").start(HeadStart::decimals);
    var _ = Thread.ofPlatform().daemon().name("driver").start(HeadStart::driver);
  }

  private static void decimals() {
    var _ = BigDecimal.ONE.signum();
  }

  /// Opening the home says better what is wrong.
  private static void driver() {
    try {
      PersistenceAdapter.prepare();
    } catch (RuntimeException | LinkageError e) {
      LOG.debug("the database driver could not be prepared", e);
    }
  }
}

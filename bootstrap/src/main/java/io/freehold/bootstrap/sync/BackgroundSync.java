package io.freehold.bootstrap.sync;

import io.freehold.application.port.SyncIndex;
import io.freehold.application.sync.SyncRound;
import io.freehold.application.sync.SyncSetup;
import io.freehold.domain.sync.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs a cycle at the start, when something was stored or deleted, when what failed has its turn
/// again, and otherwise at the interval of the settings. One virtual thread; a cycle never runs
/// beside another.
public final class BackgroundSync implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BackgroundSync.class);

  /// Writes come in groups; one cycle does for all of them.
  private static final Duration SETTLING = Duration.ofMillis(500);

  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
  private static final int TROUBLES_LOOKED_AT = 1_000;

  private final Supplier<SyncSetup> setup;
  private final Function<SyncSetup.On, SyncCycle> cycles;
  private final SyncIndex index;
  private final SyncProgress progress;
  private final Duration interval;
  private final Setbacks setbacks;
  private final InstantSource clock;
  private final Thread thread = Thread.ofVirtual().name("sync").unstarted(this::run);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition woken = lock.newCondition();
  private boolean isWanted = true;
  private Optional<Running> running = Optional.empty();

  /// @param cycles makes the cycle for a setup
  BackgroundSync(
      Supplier<SyncSetup> setup,
      Function<SyncSetup.On, SyncCycle> cycles,
      SyncIndex index,
      SyncProgress progress,
      Duration interval,
      InstantSource clock) {
    this.setup = setup;
    this.cycles = cycles;
    this.index = index;
    this.progress = progress;
    this.interval = interval;
    this.setbacks = new Setbacks(interval);
    this.clock = clock;
  }

  /// A cycle, and the setup it was made for.
  private record Running(SyncSetup.On setup, SyncCycle cycle) {}

  public void start() {
    thread.start();
  }

  /// There is something to do.
  public void wake() {
    lock.lock();
    try {
      isWanted = true;
      woken.signal();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (true) {
        cycle();
        await(pause());
        Thread.sleep(SETTLING);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void cycle() {
    lock.lock();
    try {
      isWanted = false;
    } finally {
      lock.unlock();
    }
    try {
      if (setup.get() instanceof SyncSetup.On on) {
        SyncRound round = running(on).cycle().run(progress);
        progress.end(clock.instant(), round.brokenOff());
        setbacks.after(round);
        round.brokenOff().ifPresent(why -> LOG.warn("synchronisation: {}; it is tried again", why));
      }
    } catch (RuntimeException e) {
      setbacks.afterAnUnexpectedFailure();
      progress.end(
          clock.instant(), Optional.of("an unexpected failure; the log of the server says more"));
      LOG.error("synchronisation failed unexpectedly, and is tried again", e);
    }
  }

  private Running running(SyncSetup.On on) {
    if (running.filter(now -> now.setup().equals(on)).isEmpty()) {
      index.useBackend(on.backends().selected().place());
      running = Optional.of(new Running(on, cycles.apply(on)));
    }
    return running.get();
  }

  /// After a failure nothing wakes it before the pause is over: whatever is down is left in peace.
  private Duration pause() {
    return setbacks.areOver() ? untilNextDue() : setbacks.pause();
  }

  private Duration untilNextDue() {
    Instant now = clock.instant();
    return index.troubles(TROUBLES_LOOKED_AT).stream()
        .map(Trouble::retryAt)
        .min(Comparator.naturalOrder())
        .map(due -> Duration.between(now, due))
        .filter(wait -> wait.compareTo(interval) < 0)
        .map(wait -> wait.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : wait)
        .orElse(interval);
  }

  private void await(Duration longest) throws InterruptedException {
    if (!setbacks.areOver()) {
      Thread.sleep(longest);
      return;
    }
    long nanos = longest.toNanos();
    lock.lockInterruptibly();
    try {
      while (!isWanted && nanos > 0) {
        nanos = woken.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    if (thread.getState() == Thread.State.NEW) {
      return;
    }
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package io.freehold.bootstrap;

import io.freehold.application.grant.SendRevocations;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What happens without a request: the access log reaches the disk, renewed certificates reach the
/// listeners, revocations reach the gateway, and a clock that jumps is noticed. One virtual thread,
/// one round after the other.
final class BackgroundWork implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BackgroundWork.class);
  private static final Duration BETWEEN_SENDS = Duration.ofSeconds(30);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

  private final Duration interval;
  private final Runnable flush;
  private final Runnable renewCertificates;
  private final SendRevocations sendRevocations;
  private final ClockWatch clockWatch;
  private final Thread thread = Thread.ofVirtual().name("background").unstarted(this::run);
  private long lastSentNanos;
  private long lastLookedNanos;

  BackgroundWork(
      Duration interval,
      Runnable flush,
      Runnable renewCertificates,
      SendRevocations sendRevocations,
      ClockWatch clockWatch) {
    this.interval = interval;
    this.flush = flush;
    this.renewCertificates = renewCertificates;
    this.sendRevocations = sendRevocations;
    this.clockWatch = clockWatch;
  }

  void start() {
    thread.start();
  }

  private void run() {
    lastSentNanos = System.nanoTime();
    lastLookedNanos = lastSentNanos;
    try {
      while (true) {
        Thread.sleep(interval);
        round();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void round() {
    clockWatch.jump().ifPresent(BackgroundWork::tellOf);
    attempt("flush", flush);
    if (System.nanoTime() - lastLookedNanos > BETWEEN_LOOKS.toNanos()) {
      lastLookedNanos = System.nanoTime();
      attempt("renew certificates", renewCertificates);
    }
    if (System.nanoTime() - lastSentNanos > BETWEEN_SENDS.toNanos()) {
      lastSentNanos = System.nanoTime();
      attempt("send revocations", sendRevocations::runOnce);
    }
  }

  private static void tellOf(Duration jump) {
    LOG.warn(
        "the clock of this machine jumped {} by {} s: it was set, or the machine slept. Requests are"
            + " judged by the new time; versions and log lines keep their order",
        jump.isNegative() ? "back" : "forward",
        jump.abs().toSeconds());
  }

  /// A round that fails is tried again with the next.
  private static void attempt(String what, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.warn("background: {} failed, will be tried again", what, e);
    }
  }

  @Override
  public void close() {
    if (thread.getState() == Thread.State.NEW) {
      return;
    }
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

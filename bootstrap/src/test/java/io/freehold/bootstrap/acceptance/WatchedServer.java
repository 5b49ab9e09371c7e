package io.freehold.bootstrap.acceptance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A server in a process of its own of which every printed byte is kept.
final class WatchedServer implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("(?m)^freehold ready.*\\R");
  private static final int LOOKS_MAX = 600;
  private static final int PAUSE_MILLIS = 50;
  private static final Pattern LISTENER = Pattern.compile("(\\w+)=(https?://\\S+)");

  private final Process process;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final CountDownLatch ready = new CountDownLatch(1);
  private final Thread outReader;
  private final Thread errReader;

  WatchedServer(Shell shell, String command) {
    process = shell.start("exec " + command);
    outReader = Thread.ofVirtual().start(() -> drain(process.getInputStream(), out));
    errReader = Thread.ofVirtual().start(() -> drain(process.getErrorStream(), err));
    try {
      if (!ready.await(2, TimeUnit.MINUTES) || listeners().isEmpty()) {
        throw new AssertionError("the server did not start: " + printed());
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void drain(InputStream from, ByteArrayOutputStream to) {
    byte[] some = new byte[8_192];
    try {
      for (int n = from.read(some); n >= 0; n = from.read(some)) {
        synchronized (to) {
          to.write(some, 0, n);
        }
        if (READY.matcher(printed()).find()) {
          ready.countDown();
        }
      }
    } catch (IOException e) {
      // The process is gone.
    }
    ready.countDown();
  }

  /// Everything on both streams so far.
  String printed() {
    return text(out) + text(err);
  }

  /// The first group of a pattern, once what was printed has it: a pipe may be slower than an
  /// answer.
  String awaited(String pattern) throws InterruptedException {
    Matcher matcher = Pattern.compile(pattern).matcher(printed());
    for (int i = 0; i < LOOKS_MAX && !matcher.find(); i++) {
      Thread.sleep(PAUSE_MILLIS);
      matcher.reset(printed());
    }
    matcher.reset();
    if (!matcher.find()) {
      throw new AssertionError("it does not print " + pattern + ": " + printed());
    }
    return matcher.group(1);
  }

  private static String text(ByteArrayOutputStream stream) {
    synchronized (stream) {
      return stream.toString(StandardCharsets.UTF_8);
    }
  }

  private Map<String, String> listeners() {
    var found = new HashMap<String, String>();
    printed()
        .lines()
        .filter(line -> line.startsWith("freehold ready"))
        .forEach(line -> {
          var matcher = LISTENER.matcher(line);
          while (matcher.find()) {
            found.put(matcher.group(1), matcher.group(2));
          }
        });
    return found;
  }

  String url(String role) {
    return java.util.Objects.requireNonNull(listeners().get(role), role);
  }

  long processId() {
    return process.pid();
  }

  /// A file of `/proc` about this process; empty where there is no `/proc`.
  byte[] proc(String name) throws IOException {
    Path file = Path.of("/proc", Long.toString(process.pid()), name);
    if (!Files.exists(file)) {
      System.out.println("NOT TRIED: this system has no " + file + " to look for secrets in");
      return new byte[0];
    }
    return Files.readAllBytes(file);
  }

  /// Stops it and waits for its last words.
  int stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      throw new AssertionError("the server does not stop");
    }
    outReader.join();
    errReader.join();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

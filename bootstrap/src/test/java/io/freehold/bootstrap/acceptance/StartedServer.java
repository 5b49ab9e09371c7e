package io.freehold.bootstrap.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// A server in a process of its own, started by the launcher and known by its `freehold ready`
/// line.
public final class StartedServer implements AutoCloseable {
  private static final int LINES_KEPT = 10_000;
  private static final Pattern LISTENER = Pattern.compile("(\\w+)=(http\\S+)");

  private final Process process;
  private final Map<String, String> listeners = new HashMap<>();
  private final Deque<String> logged = new ArrayDeque<>();
  private final StringBuilder printed = new StringBuilder();

  public StartedServer(Shell shell, String command) {
    process = shell.start("exec " + command);
    var lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    try {
      String line = lines.readLine();
      while (line != null && !line.startsWith("freehold ready")) {
        printed.append(line).append('\n');
        line = lines.readLine();
      }
      if (line == null) {
        throw new AssertionError(
            "the server did not start, exit code "
                + exitCode()
                + ": "
                + printed
                + new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
      }
      var matcher = LISTENER.matcher(line);
      while (matcher.find()) {
        listeners.put(matcher.group(1), matcher.group(2));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    Thread.ofVirtual()
        .start(() -> {
          try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
              remember(line);
            }
          } catch (IOException e) {
            // The process is gone.
          }
        });
  }

  public String url(String role) {
    return java.util.Objects.requireNonNull(listeners.get(role), role);
  }

  private synchronized void remember(String line) {
    if (logged.size() == LINES_KEPT) {
      logged.removeFirst();
    }
    logged.addLast(line);
  }

  /// The last lines it printed since it was ready.
  public synchronized List<String> logged() {
    return List.copyOf(logged);
  }

  public long processId() {
    return process.pid();
  }

  public String printedBeforeReady() {
    return printed.toString();
  }

  /// Sends SIGTERM and returns the exit code.
  public int stop() {
    process.destroy();
    return exitCode();
  }

  /// Ends the process as a power cut would: with SIGKILL.
  public void kill() {
    process.destroyForcibly();
    var _ = exitCode();
  }

  /// Waits for the end of the process.
  public int exitCode() {
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        throw new AssertionError("the server does not end");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

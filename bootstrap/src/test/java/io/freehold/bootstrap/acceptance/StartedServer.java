package io.freehold.bootstrap.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// A server in a process of its own, started by the launcher and known by its `freehold ready`
/// line.
final class StartedServer implements AutoCloseable {
  private static final Pattern LISTENER = Pattern.compile("(\\w+)=(http\\S+)");

  private final Process process;
  private final Map<String, String> listeners = new HashMap<>();
  private final StringBuilder printed = new StringBuilder();

  StartedServer(Shell shell, String command) {
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
            "the server did not start: "
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
            lines.transferTo(java.io.Writer.nullWriter());
          } catch (IOException e) {
            // The process is gone.
          }
        });
  }

  String url(String role) {
    return java.util.Objects.requireNonNull(listeners.get(role), role);
  }

  long processId() {
    return process.pid();
  }

  String printedBeforeReady() {
    return printed.toString();
  }

  /// Sends SIGTERM and returns the exit code.
  int stop() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        throw new AssertionError("the server does not stop");
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

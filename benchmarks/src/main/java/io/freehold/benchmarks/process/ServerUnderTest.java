package io.freehold.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A server in a process of its own, started by the launcher with the flags and the start-up cache
/// every server has, on loopback.
public final class ServerUnderTest implements AutoCloseable {
  private static final Pattern LISTENER = Pattern.compile("(\\w+)=(http\\S+)");
  private static final int STOP_SECONDS_MAX = 30;

  private final Process process;
  private final Map<String, String> listeners = new HashMap<>();

  private ServerUnderTest(Process process) {
    this.process = process;
  }

  /// Starts a server and returns once it says that it is ready.
  ///
  /// @param settings environment variables on top of those that keep it to itself
  public static ServerUnderTest start(Checkout checkout, Home home, Map<String, String> settings) {
    var server = new ServerUnderTest(launch(checkout, home, settings));
    try {
      server.awaitReady();
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /// The process alone, as soon as it exists.
  static Process launch(Checkout checkout, Home home, Map<String, String> settings) {
    var builder = new ProcessBuilder(checkout.launcher().toString(), "start");
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.matches("(FREEHOLD|VANA)_.*|JAVA_TOOL_OPTIONS"));
    environment.put("FREEHOLD_NO_BUILD", "1");
    environment.put("FREEHOLD_HOME", home.path().toString());
    environment.put("FREEHOLD_SERVER_HOST", "127.0.0.1");
    environment.put("FREEHOLD_SERVER_PORT", "0");
    environment.put("FREEHOLD_GATEWAY_PORT", "0");
    environment.put("FREEHOLD_CONSOLE_PORT", "0");
    environment.put("FREEHOLD_RELAY_PORT", "0");
    environment.put("FREEHOLD_BLOBS_PORT", "0");
    environment.putAll(settings);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.directory(Path.of("/").toFile());
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("the server cannot be started", e);
    }
  }

  private void awaitReady() {
    var lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    try {
      String line = lines.readLine();
      while (line != null && !line.startsWith("freehold ready")) {
        line = lines.readLine();
      }
      Matcher found =
          LISTENER.matcher(
              Optional.ofNullable(line)
                  .orElseThrow(() -> new IllegalStateException("the server did not start")));
      while (found.find()) {
        listeners.put(found.group(1), found.group(2));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(() -> drain(lines));
  }

  private static void drain(BufferedReader lines) {
    try {
      lines.transferTo(Writer.nullWriter());
    } catch (IOException e) {
      // The process is gone.
    }
  }

  /// The origin of a role.
  public String origin(String role) {
    return Optional.ofNullable(listeners.get(role))
        .orElseThrow(() -> new IllegalArgumentException("nothing listens as " + role));
  }

  public InetSocketAddress address() {
    return address("server");
  }

  public InetSocketAddress address(String role) {
    return new InetSocketAddress("127.0.0.1", URI.create(origin(role)).getPort());
  }

  public ProcessUsage usage() {
    return new ProcessUsage(process.pid());
  }

  /// A port nobody listens on at this moment.
  static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void stop(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop(process);
  }
}

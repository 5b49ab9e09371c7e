package io.freehold.bootstrap.acceptance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs commands as a person at a terminal would, in a folder and an environment of its own.
public final class Shell {
  /// What a command printed and how it ended.
  public record Done(int exitCode, String out, String err) {}

  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();

  public Shell(Path folder) {
    this.folder = folder;
    environment.put("FREEHOLD_NO_BUILD", "1");
  }

  public Shell with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  public Process start(String command) {
    var builder = new ProcessBuilder("bash", "-c", command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("FREEHOLD_"));
    builder.environment().remove("VANA_MASTER_KEY_SIGNATURE");
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  public Done run(String command) {
    Process process = start(command);
    try {
      process.getOutputStream().close();
      var out = new StringBuilder();
      var err = new StringBuilder();
      Thread outReader = Thread.ofVirtual().start(() -> out.append(text(process.getInputStream())));
      Thread errReader = Thread.ofVirtual().start(() -> err.append(text(process.getErrorStream())));
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError("did not end: " + command);
      }
      outReader.join();
      errReader.join();
      return new Done(process.exitValue(), out.toString(), err.toString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(java.io.InputStream in) {
    try {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}

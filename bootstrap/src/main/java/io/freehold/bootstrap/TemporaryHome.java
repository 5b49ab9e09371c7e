package io.freehold.bootstrap;

import io.freehold.bootstrap.config.ConfigLoader;
import io.freehold.bootstrap.config.ServerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/// A home that lasts as long as it is open, for a server on free ports of the loopback interface.
public final class TemporaryHome implements AutoCloseable {
  private final Path path;

  public TemporaryHome() {
    try {
      path = Files.createTempDirectory("freehold-");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a temporary home", e);
    }
  }

  public ServerConfig config() {
    return settings().load();
  }

  public ConfigLoader settings() {
    return settings(Map.of());
  }

  /// @param more environment variables, `FREEHOLD_...`
  public ConfigLoader settings(Map<String, String> more) {
    var all = new HashMap<String, String>();
    all.put("FREEHOLD_HOME", path.toString());
    all.put("FREEHOLD_SERVER_HOST", "127.0.0.1");
    all.put("FREEHOLD_SERVER_PORT", "0");
    all.put("FREEHOLD_GATEWAY_PORT", "0");
    all.put("FREEHOLD_CONSOLE_PORT", "0");
    all.putAll(more);
    return new ConfigLoader(all);
  }

  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(path)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove the temporary home " + path, e);
    }
  }
}

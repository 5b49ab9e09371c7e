package io.freehold.adapters.storage.http;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A program in Node that a backend is tried against, installed below `target` from the lock file
/// beside it. Where that cannot be done, the test says loudly that it was not tried.
public final class Counterpart implements AutoCloseable {
  private static final int INSTALL_SECONDS = 180;
  private static final int START_SECONDS = 60;

  private final Process process;
  private final String address;

  private Counterpart(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /// @param name of the folder in the test resources, with `package.json`, `package-lock.json` and
  ///   `server.mjs`, which prints the address it listens at as its first line
  public static Counterpart start(String name, Path folder) {
    try {
      return started(name, installed(name), folder);
    } catch (IOException | IllegalStateException e) {
      throw notTried(name, String.valueOf(e.getMessage()));
    }
  }

  private static RuntimeException notTried(String name, String because) {
    String sentence = "NOT TRIED on this machine: the " + name + ": " + because;
    System.out.println(sentence);
    return abort(sentence);
  }

  private static Path installed(String name) throws IOException {
    Path home = Path.of("target", "counterparts", name).toAbsolutePath();
    Files.createDirectories(home);
    boolean isNew = copied(name, "package.json", home) | copied(name, "package-lock.json", home);
    copied(name, "server.mjs", home);
    if (isNew || !Files.isDirectory(home.resolve("node_modules"))) {
      run(home, List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
    }
    return home;
  }

  /// Whether the file is another than it was.
  private static boolean copied(String name, String file, Path home) throws IOException {
    Path target = home.resolve(file);
    try (InputStream in =
        Objects.requireNonNull(
            Counterpart.class.getResourceAsStream("/counterparts/" + name + "/" + file), file)) {
      byte[] bytes = in.readAllBytes();
      boolean isNew =
          !Files.exists(target) || !java.util.Arrays.equals(Files.readAllBytes(target), bytes);
      if (isNew) {
        Path part = Files.write(home.resolve(file + ".part"), bytes);
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      }
      return isNew;
    }
  }

  private static void run(Path home, List<String> command) throws IOException {
    Path log = home.resolve("install.log");
    Process process =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!ended(process, INSTALL_SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IllegalStateException("npm cannot install what it needs, see " + log);
    }
  }

  private static boolean ended(Process process, int seconds) {
    try {
      return process.waitFor(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Counterpart started(String name, Path home, Path folder) throws IOException {
    Process process =
        new ProcessBuilder("node", "server.mjs", folder.toString())
            .directory(home.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Optional<String> address = firstLine(process);
    if (address.isEmpty()) {
      process.destroyForcibly();
      throw new IllegalStateException(name + " did not start");
    }
    return new Counterpart(process, address.get());
  }

  private static Optional<String> firstLine(Process process) {
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    var line =
        CompletableFuture.supplyAsync(() -> {
          try {
            return Optional.ofNullable(output.readLine());
          } catch (IOException e) {
            return Optional.<String>empty();
          }
        });
    return line.completeOnTimeout(Optional.empty(), START_SECONDS, TimeUnit.SECONDS).join();
  }

  public String address() {
    return address;
  }

  @Override
  public void close() {
    process.destroy();
    if (!ended(process, START_SECONDS)) {
      process.destroyForcibly();
    }
  }
}

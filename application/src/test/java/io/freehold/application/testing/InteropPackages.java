package io.freehold.application.testing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// The packages of other people in `interop`, installed once from the lock file there. Where that
/// cannot be done, the test says loudly that it was not tried.
public final class InteropPackages {
  private static final int INSTALL_MINUTES = 5;
  private static final String NODE_IS_NEW =
      "process.exit(process.versions.node.split('.')[0] < 20 ? 1 : 0)";

  private InteropPackages() {}

  /// @param root the checkout's folder
  /// @param test its name, for saying that it was not tried
  /// @return the folder with the programs
  public static synchronized Path installed(Path root, String test) {
    Path folder = root.resolve("interop").toAbsolutePath().normalize();
    Path lockFile = folder.resolve("package-lock.json");
    Path done = folder.resolve("node_modules").resolve(".installed-lock.json");
    mustBe(ends(List.of("node", "-e", NODE_IS_NEW)), test, "node 20 or newer is not installed");
    try (var channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      if (!Files.exists(done) || Files.mismatch(done, lockFile) >= 0) {
        mustBe(ends(install(folder)), test, "npm cannot install the packages of interop");
        Files.copy(lockFile, done);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return folder;
  }

  private static List<String> install(Path folder) {
    return List.of(
        "npm", "ci", "--prefix", folder.toString(), "--ignore-scripts", "--no-audit", "--no-fund");
  }

  /// Says it aloud, because a test that was not tried looks like one that passed.
  public static void mustBe(boolean isThere, String test, String otherwise) {
    if (!isThere) {
      System.out.println("NOT TRIED on this machine: " + test + ": " + otherwise);
    }
    Assumptions.assumeTrue(isThere, otherwise);
  }

  /// Whether a command can be run and ends well.
  public static boolean ends(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      boolean hasEnded = process.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES);
      process.destroyForcibly();
      return hasEnded && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

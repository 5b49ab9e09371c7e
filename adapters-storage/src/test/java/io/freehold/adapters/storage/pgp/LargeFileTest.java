package io.freehold.adapters.storage.pgp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Memory does not grow with a file: more than the whole heap goes through, both ways.
class LargeFileTest {
  private static final int HEAP_MEGABYTES = 128;

  @TempDir private Path folder;

  @Test
  void goesThroughASmallHeap() throws Exception {
    long bytes = Boolean.getBoolean("freehold.long") ? 500_000_000 : 160_000_000;
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MEGABYTES + "m",
                "-XX:MaxDirectMemorySize=32m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                LargeFile.class.getName(),
                folder.resolve("spool").toString(),
                Long.toString(bytes))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    String said = Files.readString(output);
    System.out.println("%,d bytes with -Xmx%dm: %s".formatted(bytes, HEAP_MEGABYTES, said.strip()));

    assertThat(said).contains("the same");
    assertThat(process.exitValue()).isZero();
    assertThat(folder.resolve("spool")).isEmptyDirectory();
  }
}

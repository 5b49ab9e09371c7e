package io.freehold.benchmarks.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where figures were measured; without it they say little.
///
/// @param syncMicros the median of a hundred fsyncs, each after a write of 4 KiB
public record Machine(
    String processor, int processors, long memoryMib, String kernel, String jdk, long syncMicros) {
  private static final int SYNCS = 100;
  private static final int SYNCED_BYTES = 4 << 10;

  /// @param folder on the disk the homes are on
  public static Machine here(Path folder) {
    return new Machine(
        first("/proc/cpuinfo", "(?m)^model name\\s*:\\s*(.+)$", "unknown"),
        Runtime.getRuntime().availableProcessors(),
        Long.parseLong(first("/proc/meminfo", "(?m)^MemTotal:\\s+(\\d+) kB$", "0")) >> 10,
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vendor") + " " + Runtime.version(),
        syncMicros(folder));
  }

  private static String first(String file, String pattern, String otherwise) {
    try {
      Matcher found = Pattern.compile(pattern).matcher(Files.readString(Path.of(file)));
      return found.find() ? found.group(1) : otherwise;
    } catch (IOException e) {
      return otherwise;
    }
  }

  private static long syncMicros(Path folder) {
    long[] nanos = new long[SYNCS];
    try {
      Files.createDirectories(folder);
      Path file = Files.createTempFile(folder, "sync-", "");
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        for (int i = 0; i < SYNCS; i++) {
          channel.write(ByteBuffer.allocate(SYNCED_BYTES));
          long start = System.nanoTime();
          channel.force(true);
          nanos[i] = System.nanoTime() - start;
        }
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("fsync cannot be measured in " + folder, e);
    }
    Arrays.sort(nanos);
    return nanos[SYNCS / 2] / 1_000;
  }

  @Override
  public String toString() {
    return "%d x %s, %,d MiB; %s; %s; fsync %,d µs"
        .formatted(processors, processor, memoryMib, kernel, jdk, syncMicros);
  }
}

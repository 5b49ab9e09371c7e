package io.freehold.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What Linux says a process used: `/proc/PID/stat` and `/proc/PID/status`.
public final class ProcessUsage {
  /// `USER_HZ`, which is 100 on every architecture Linux runs a JVM on.
  private static final long TICKS_PER_SECOND = 100;

  /// Fields after the command's name, counted from the state: user and system time.
  private static final int USER_TIME = 11;

  private static final int SYSTEM_TIME = 12;

  private final Path folder;

  public ProcessUsage(long pid) {
    this.folder = Path.of("/proc/" + pid);
  }

  /// Whether this system tells.
  public static boolean isKnown() {
    return Files.isReadable(Path.of("/proc/self/stat"));
  }

  /// Time on processors, user and system, of all threads that are or were.
  public Duration cpu() {
    return cpu(read("stat"));
  }

  static Duration cpu(String stat) {
    // The name is in parentheses and may hold anything, parentheses and spaces too.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
    return Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND);
  }

  /// Resident memory now, in bytes.
  public long residentBytes() {
    return bytes(read("status"), "VmRSS");
  }

  /// The most there was since the start or the last `forgetPeak`.
  public long peakBytes() {
    return bytes(read("status"), "VmHWM");
  }

  static long bytes(String status, String name) {
    Matcher line = Pattern.compile("(?m)^" + name + ":\\s+(\\d+) kB$").matcher(status);
    if (!line.find()) {
      throw new IllegalStateException("no " + name + " in the status of the process");
    }
    return Long.parseLong(line.group(1)) << 10;
  }

  /// Begins to look for the peak anew.
  public void forgetPeak() {
    try {
      Files.writeString(folder.resolve("clear_refs"), "5");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String read(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException("the process is gone", e);
    }
  }
}

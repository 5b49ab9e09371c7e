package io.freehold.bootstrap.reliability;

import io.freehold.bootstrap.acceptance.Shell;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// The disk of a server process, of which single acts fail. They do so in `failing-disk.c`, which
/// is loaded before the C library and reads what is to fail from memory it shares with this.
final class FailingDisk {
  private static final int ARMED = 0;
  private static final int ACTS = 4;
  private static final int ERROR = 8;
  private static final int NTH = 12;
  private static final int SEEN = 16;
  private static final int FAILED = 20;
  private static final int ACT = 24;
  private static final int PART = 28;
  private static final int PATH = 1_024;
  private static final int LENGTH = 2_048;

  private final Path library;
  private final Path file;
  private final ByteBuffer fault;

  /// What may fail.
  enum Act {
    SYNC(1),
    WRITE(2),
    OPEN(4),
    RENAME(8),
    TRUNCATE(16);

    private final int bit;

    Act(int bit) {
      this.bit = bit;
    }
  }

  /// What the system says, by its number on Linux.
  enum Error {
    EIO(5),
    EMFILE(24),
    ENOSPC(28);

    private final int number;

    Error(int number) {
      this.number = number;
    }
  }

  private FailingDisk(Path library, Path file, ByteBuffer fault) {
    this.library = library;
    this.file = file;
    this.fault = fault;
  }

  /// Skips the test where there is no C compiler.
  static FailingDisk compiledIn(Path folder, Experiment experiment) throws IOException {
    Path source = folder.resolve("failing-disk.c");
    Path library = folder.resolve("failing-disk.so");
    try (var in = FailingDisk.class.getResourceAsStream("/reliability/failing-disk.c")) {
      Files.copy(Objects.requireNonNull(in), source);
    }
    Shell.Done gcc =
        new Shell(folder).run("gcc -shared -fPIC -O1 -o '" + library + "' '" + source + "' -ldl");
    if (gcc.exitCode() != 0) {
      experiment.cannotBeTried("no C compiler to make the disk fail with: " + gcc.err().strip());
    }
    Path file = Files.write(folder.resolve("fault"), new byte[LENGTH]);
    try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      var fault = channel.map(FileChannel.MapMode.READ_WRITE, 0, LENGTH);
      return new FailingDisk(library, file, fault.order(ByteOrder.nativeOrder()));
    }
  }

  /// Servers that are started there from now on have this disk.
  void under(Lab lab) {
    lab.with("LD_PRELOAD", library.toString()).with("FAULT_FILE", file.toString());
  }

  /// Every fsync of files whose path contains the part fails until the disk is healed.
  void failEachSync(String part) {
    arm(Act.SYNC.bit, Error.EIO, 0, part);
  }

  /// The n-th act from now on fails, of those on files whose path contains the part.
  void failOnce(int nth, Error error, String part) {
    arm(Arrays.stream(Act.values()).mapToInt(act -> act.bit).sum(), error, nth, part);
  }

  private void arm(int acts, Error error, int nth, String part) {
    heal();
    fault.putInt(ACTS, acts).putInt(ERROR, error.number).putInt(NTH, nth);
    fault.putInt(SEEN, 0).putInt(FAILED, 0);
    fault.put(PART, (part + '\0').getBytes(StandardCharsets.UTF_8));
    fault.putInt(ARMED, 1);
  }

  void heal() {
    fault.putInt(ARMED, 0);
  }

  /// How many acts counted since the disk was told to fail.
  int seen() {
    return fault.getInt(SEEN);
  }

  boolean hasFailed() {
    return fault.getInt(FAILED) > 0;
  }

  Act failedAct() {
    int bit = fault.getInt(ACT);
    return List.of(Act.values()).stream().filter(act -> act.bit == bit).findAny().orElseThrow();
  }

  String failedPath() {
    byte[] path = new byte[LENGTH - PATH];
    fault.get(PATH, path);
    String text = new String(path, StandardCharsets.UTF_8);
    return text.substring(0, text.indexOf('\0'));
  }
}

package io.freehold.adapters.persistence.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes sure that one process at a time uses a home (R21, threat T73). The operating system lets
/// go of the lock when the process ends, however it ends.
public final class HomeLock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HomeLock.class);
  private static final String FILE = "server.lock";

  /// The lock is the process's, not the opener's; closing any channel on the file would lose it. So
  /// a second opener within this process is turned away before it touches the file.
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path home;
  private final FileChannel channel;

  private HomeLock(Path home, FileChannel channel) {
    this.home = home;
    this.channel = channel;
  }

  /// Empty when somebody has the lock.
  public static Optional<HomeLock> take(Path home, Disk disk, Instant now) throws IOException {
    Path real = home.toRealPath();
    if (!HELD_HERE.add(real)) {
      return Optional.empty();
    }
    boolean isTaken = false;
    try {
      Optional<HomeLock> lock = lock(real, disk, now);
      isTaken = lock.isPresent();
      return lock;
    } finally {
      if (!isTaken) {
        HELD_HERE.remove(real);
      }
    }
  }

  private static Optional<HomeLock> lock(Path home, Disk disk, Instant now) throws IOException {
    disk.append(fileIn(home)).close();
    FileChannel channel =
        FileChannel.open(fileIn(home), StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
        return Optional.empty();
      }
      sayWho(channel, now);
      return Optional.of(new HomeLock(home, channel));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /// For people; the lock holds without it, on a full disk for example.
  private static void sayWho(FileChannel channel, Instant now) {
    String holder = "process " + ProcessHandle.current().pid() + " since " + now + "\n";
    try {
      channel.truncate(0);
      var _ = channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      LOG.warn("Nothing could be written into {}: {}", FILE, e.toString());
    }
  }

  private static Path fileIn(Path home) {
    return home.resolve(FILE);
  }

  /// Who has the lock, as far as it can be told.
  public static String holder(Path home) {
    try {
      Path real = home.toRealPath();
      String text =
          HELD_HERE.contains(real) ? "this very process" : Files.readString(fileIn(real)).strip();
      return text.isEmpty() ? "another process" : text;
    } catch (IOException e) {
      return "another process";
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    HELD_HERE.remove(home);
  }
}

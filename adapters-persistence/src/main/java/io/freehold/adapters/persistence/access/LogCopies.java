package io.freehold.adapters.persistence.access;

import io.freehold.adapters.persistence.files.Disk;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The access log at one moment, up to a complete line, with a signed head that stands for no more
/// than that, however much is added meanwhile.
public final class LogCopies {
  private static final int PIECE = 64 << 10;

  private final LogFolder folder;
  private final Optional<byte[]> head;
  private final Map<Path, Long> lengths = new HashMap<>();

  /// The head is read first: lines are only ever added, so those it stands for are there.
  public LogCopies(Path folder, Disk disk) throws IOException {
    this.folder = new LogFolder(disk, folder);
    this.head = headIn(folder);
    if (disk.isFolder(folder)) {
      for (Path log : this.folder.logs()) {
        lengths.put(log, wholeLength(log));
      }
    }
  }

  private static Optional<byte[]> headIn(Path folder) throws IOException {
    Path head = folder.resolve("head.json");
    return Files.exists(head) ? Optional.of(Files.readAllBytes(head)) : Optional.empty();
  }

  private long wholeLength(Path log) throws IOException {
    long end = folder.disk().size(log);
    while (end > 0) {
      int size = (int) Math.min(PIECE, end);
      byte[] piece = folder.disk().read(log, end - size, size);
      for (int i = size - 1; i >= 0; i--) {
        if (piece[i] == '\n') {
          return end - size + i + 1;
        }
      }
      end -= size;
    }
    return 0;
  }

  /// Whether a file is a part of the log, and not merely beside it.
  public boolean has(Path file) {
    return folder.path().equals(file.getParent())
        && (LogFolder.dayOf(file).isPresent()
            || file.endsWith("head.json")
            || file.toString().endsWith(".lines"));
  }

  /// Empty for what was not there at that moment, or can be made again.
  public Optional<InputStream> open(Path file) throws IOException {
    if (file.endsWith("head.json")) {
      return head.map(java.io.ByteArrayInputStream::new);
    }
    Optional<Long> length = Optional.ofNullable(lengths.get(file));
    return length.isEmpty()
        ? Optional.empty()
        : Optional.of(new Beginning(folder.disk().open(file), length.get()));
  }

  /// So many bytes and no more.
  private static final class Beginning extends FilterInputStream {
    private long left;

    Beginning(InputStream in, long length) {
      super(in);
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int read = left == 0 ? -1 : in.read(bytes, from, (int) Math.min(length, left));
      left -= Math.max(0, read);
      return read;
    }
  }
}

package io.freehold.adapters.persistence.access;

import io.freehold.adapters.persistence.files.Disk;
import io.freehold.domain.access.Checkpoint;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The access log at one moment, up to a complete line, with a signed head that stands for no more
/// than that and the checkpoint it began with, however much is added or forgotten meanwhile.
public final class LogCopies {
  private static final int PIECE = 64 << 10;

  private final LogFolder folder;
  private final Map<Path, byte[]> signed = new HashMap<>();
  private final Map<Path, Long> lengths = new HashMap<>();

  /// The head is read first: lines are only added, so those it stands for are there. Then the
  /// checkpoint: the files of days that are forgotten after it stay for as long as a copy takes.
  public LogCopies(Path folder, Disk disk) throws IOException {
    this.folder = new LogFolder(disk, folder);
    if (!disk.isFolder(folder)) {
      return;
    }
    for (Path file : this.folder.signedFiles()) {
      if (Files.exists(file)) {
        signed.put(file, Files.readAllBytes(file));
      }
    }
    Optional<Checkpoint> checkpoint =
        this.folder.signedFiles().stream()
            .flatMap(file -> Stream.ofNullable(signed.get(file)))
            .flatMap(json -> LogCheckpoint.read(json).stream())
            .map(LogCheckpoint::checkpoint)
            .findFirst();
    for (Path log : this.folder.logsAfter(checkpoint)) {
      lengths.put(log, wholeLength(log));
    }
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
            || folder.signedFiles().contains(file)
            || file.toString().endsWith(".lines"));
  }

  /// The days that were there at that moment and that nobody opened: they are gone.
  public List<Path> unopened() {
    return lengths.keySet().stream().sorted().toList();
  }

  /// Empty for what was not there at that moment, or can be made again. Each day is opened once.
  public Optional<InputStream> open(Path file) throws IOException {
    if (folder.signedFiles().contains(file)) {
      return Optional.ofNullable(signed.get(file)).map(ByteArrayInputStream::new);
    }
    Optional<Long> length = Optional.ofNullable(lengths.remove(file));
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

package io.freehold.adapters.persistence.access;

import io.freehold.adapters.persistence.files.Disk;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
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
  /// checkpoint, and the days: also those before it, as long as they are there, because who signed
  /// it is not known here.
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
    for (Path log : this.folder.logs()) {
      try {
        lengths.put(log, wholeLength(log));
      } catch (FileNotFoundException | NoSuchFileException e) {
        lengths.put(log, 0L);
      }
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

  /// The days that were there at that moment and are gone, although no checkpoint says that they
  /// were forgotten before.
  public List<Path> lost() {
    Optional<LocalDate> forgotten =
        folder.signedFiles().stream()
            .flatMap(file -> Stream.ofNullable(signed.get(file)))
            .flatMap(json -> LogCheckpoint.read(json).stream())
            .map(found -> found.checkpoint().through())
            .findFirst();
    return lengths.keySet().stream()
        .filter(log -> LogFolder.dayOf(log).filter(day -> isBefore(day, forgotten)).isEmpty())
        .sorted()
        .toList();
  }

  private static boolean isBefore(LocalDate day, Optional<LocalDate> forgotten) {
    return forgotten.filter(through -> !day.isAfter(through)).isPresent();
  }

  /// Empty for what was not there at that moment, or is there no more, or can be made again. Each
  /// day is opened once.
  public Optional<InputStream> open(Path file) throws IOException {
    if (folder.signedFiles().contains(file)) {
      return Optional.ofNullable(signed.get(file)).map(ByteArrayInputStream::new);
    }
    Optional<Long> length = Optional.ofNullable(lengths.get(file));
    if (length.isEmpty()) {
      return Optional.empty();
    }
    try {
      InputStream in = folder.disk().open(file);
      lengths.remove(file);
      return Optional.of(new Beginning(in, length.get()));
    } catch (FileNotFoundException | NoSuchFileException e) {
      return Optional.empty();
    }
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

package io.freehold.adapters.persistence.files;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SyncFailedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// A disk one of whose acts fails, and which counts what is read.
public final class FailingDisk implements Disk {
  private final Disk disk;
  private long actsLeft = Long.MAX_VALUE;
  private Supplier<IOException> failure = () -> new IOException("Input/output error");
  private boolean failsOnlyOnSync;
  private boolean failsForGood;
  private boolean hasFailedToSync;
  private Runnable beforeFile = () -> {};
  private final Path folder;
  private List<String> journal = new ArrayList<>();
  private long bytesRead;

  public FailingDisk(Path folder) throws IOException {
    this.folder = folder;
    this.disk = LocalDisk.at(folder);
  }

  /// Lets this act from now fail, counted from 1, once.
  public void failAt(long act, Supplier<IOException> with) {
    actsLeft = act;
    failure = with;
    failsOnlyOnSync = false;
  }

  /// Lets this act from now fail, and all after it.
  public synchronized void failFrom(long act, Supplier<IOException> with) {
    failAt(act, with);
    failsForGood = true;
  }

  /// Whether an fsync failed.
  public synchronized boolean hasFailedToSync() {
    return hasFailedToSync;
  }

  /// Lets the next fsync fail, once.
  public void failNextSync() {
    actsLeft = 1;
    failsOnlyOnSync = true;
    failure = () -> new SyncFailedException("sync failed");
  }

  /// Does something before the next file is created.
  public void beforeTheNextFile(Runnable act) {
    beforeFile = act;
  }

  public synchronized boolean hasFailed() {
    return actsLeft <= 0;
  }

  /// What was done since the last call, but for reading and appending.
  public synchronized List<String> journal() {
    List<String> done = journal;
    journal = new ArrayList<>();
    return done;
  }

  private synchronized void note(String act, Path path) {
    journal.add(act + " " + folder.relativize(path));
  }

  /// How much was read since the last call.
  public synchronized long bytesRead() {
    long done = bytesRead;
    bytesRead = 0;
    return done;
  }

  private synchronized void act(boolean isSync) throws IOException {
    boolean isToFail =
        (isSync || !failsOnlyOnSync) && (--actsLeft == 0 || failsForGood && actsLeft < 0);
    if (isToFail) {
      hasFailedToSync |= isSync;
      throw isSync && !(failure.get() instanceof SyncFailedException)
          ? new SyncFailedException(failure.get().getMessage())
          : failure.get();
    }
  }

  private void act() throws IOException {
    act(false);
  }

  @Override
  public void create(Path file, byte[] bytes) throws IOException {
    Runnable before = beforeFile;
    beforeFile = () -> {};
    before.run();
    act();
    act(true);
    note("create and sync", file);
    disk.create(file, bytes);
  }

  @Override
  public void create(Path file, InputStream bytes, String sha256) throws IOException {
    create(file, bytes.readAllBytes(), sha256);
  }

  @Override
  public void create(Path file, byte[] bytes, String sha256) throws IOException {
    Runnable before = beforeFile;
    beforeFile = () -> {};
    before.run();
    act();
    act(true);
    note("create and sync", file);
    disk.create(file, bytes, sha256);
  }

  @Override
  public Optional<String> notedSha256(Path file) throws IOException {
    act();
    return disk.notedSha256(file);
  }

  @Override
  public void link(Path file, Path name) throws IOException {
    act();
    note("link", name);
    disk.link(file, name);
  }

  @Override
  public void replace(Path file, Path target) throws IOException {
    act();
    disk.replace(file, target);
  }

  @Override
  public void remove(Path file) throws IOException {
    act();
    note("remove", file);
    disk.remove(file);
  }

  @Override
  public void createFolder(Path path) throws IOException {
    act();
    note("create folder", path);
    disk.createFolder(path);
  }

  @Override
  public boolean removeFolder(Path folder) throws IOException {
    act();
    return disk.removeFolder(folder);
  }

  @Override
  public void syncFolder(Path path) throws IOException {
    act(true);
    note("sync folder", path);
    disk.syncFolder(path);
  }

  @Override
  public void list(Path folder, Visitor visitor) throws IOException {
    act();
    disk.list(folder, visitor);
  }

  @Override
  public boolean isFolder(Path path) {
    return disk.isFolder(path);
  }

  @Override
  public boolean isSameFile(Path one, Path other) throws IOException {
    act();
    return disk.isSameFile(one, other);
  }

  @Override
  public long size(Path file) throws IOException {
    return disk.size(file);
  }

  @Override
  public FileInputStream open(Path file) throws IOException {
    act();
    return new FileInputStream(file.toFile()) {
      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        int read = super.read(bytes, from, length);
        count(Math.max(0, read));
        return read;
      }
    };
  }

  private synchronized void count(long bytes) {
    bytesRead += bytes;
  }

  @Override
  public byte[] read(Path file, long from, int length) throws IOException {
    act();
    count(length);
    return disk.read(file, from, length);
  }

  @Override
  public Appender append(Path file) throws IOException {
    act();
    Appender appender = disk.append(file);
    return new Appender() {
      @Override
      public long length() throws IOException {
        return appender.length();
      }

      @Override
      public void append(byte[] bytes) throws IOException {
        try {
          act();
        } catch (IOException e) {
          appender.append(java.util.Arrays.copyOf(bytes, bytes.length / 2));
          throw e;
        }
        appender.append(bytes);
      }

      @Override
      public void cut(long length) throws IOException {
        act();
        appender.cut(length);
      }

      @Override
      public void sync() throws IOException {
        act(true);
        appender.sync();
      }

      @Override
      public void close() throws IOException {
        appender.close();
      }
    };
  }
}

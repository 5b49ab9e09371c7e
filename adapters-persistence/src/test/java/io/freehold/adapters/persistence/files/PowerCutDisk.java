package io.freehold.adapters.persistence.files;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A disk whose power is cut (R2). It does everything on the real disk as well, and keeps apart
/// what would survive: of a file, the bytes of its last fsync; of a folder, the names of its last
/// fsync. At the cut each change of a name since then happened or not, on its own, in any order;
/// bytes that were not synced are there, gone, cut short, or have blocks of zeros among them. A
/// folder whose own name is gone takes along all that is in it.
///
/// SQLite writes without this class. Its files are taken as they are at the cut, because each
/// commit was synced, with the memory it shares left out and garbage behind the end of a
/// write-ahead log.
public final class PowerCutDisk implements Disk {
  private static final int BLOCK = 512;

  private final Path home;
  private final Disk disk;
  private final RandomGenerator random;
  private final Map<Path, Node> names = new HashMap<>();
  private final Map<Path, Node> syncedNames = new HashMap<>();
  private final List<Change> changes = new ArrayList<>();
  private long actsLeft = Long.MAX_VALUE;
  private Path image = Path.of("");
  private boolean isCut;

  public PowerCutDisk(Path home, RandomGenerator random) throws IOException {
    this.home = home;
    this.disk = LocalDisk.at(home);
    this.random = random;
  }

  /// The power is gone. What code does after it was thrown does not reach the disk any more.
  public static final class PowerCut extends RuntimeException {
    /// Made where the cut was noticed.
    public PowerCut() {
      super("the power is cut", null, false, false);
    }
  }

  /// A file or folder, whatever its names.
  private static final class Node {
    private final boolean isFolder;
    private byte[] bytes = new byte[0];
    private byte[] synced = new byte[0];
    private Optional<String> sha256 = Optional.empty();

    private Node(boolean isFolder) {
      this.isFolder = isFolder;
    }
  }

  /// A change of names that happens as a whole or not at all; no node means that the name goes.
  private record Change(Map<Path, Optional<Node>> names) {
    private boolean isIn(Path folder) {
      return names.keySet().stream().anyMatch(name -> folder.equals(name.getParent()));
    }
  }

  /// From now on, after this many acts, the power is cut, and what survives is written to a folder.
  public synchronized void cutAfter(long acts, Path into) {
    actsLeft = acts;
    image = into;
  }

  /// Cuts the power now, if it was not cut before.
  public synchronized void cutNow() throws IOException {
    if (!isCut) {
      isCut = true;
      writeImage();
    }
  }

  public synchronized boolean isCut() {
    return isCut;
  }

  private void act() throws IOException {
    if (isCut || --actsLeft < 0) {
      cutNow();
      throw new PowerCut();
    }
  }

  private void change(Map<Path, Optional<Node>> changed) {
    changed.forEach((name, node) ->
        node.ifPresentOrElse(there -> names.put(name, there), () -> names.remove(name)));
    changes.add(new Change(changed));
  }

  /// A folder that goes, or gives way to another one of its name, takes along all that is in it.
  private static void apply(Change change, Map<Path, Node> to) {
    change
        .names()
        .forEach((name, node) -> {
          Node before = to.get(name);
          if (before != null && before.isFolder && node.filter(before::equals).isEmpty()) {
            to.keySet().removeIf(path -> path.startsWith(name));
          }
        });
    change
        .names()
        .forEach((name, node) ->
            node.ifPresentOrElse(there -> to.put(name, there), () -> to.remove(name)));
  }

  private Node node(Path file) throws NoSuchFileException {
    Node node = names.get(file);
    if (node == null) {
      throw new NoSuchFileException(file.toString());
    }
    return node;
  }

  private static boolean isSqlites(Path file) {
    return file.getFileName().toString().contains(".db");
  }

  @Override
  public synchronized void create(Path file, byte[] bytes) throws IOException {
    create(file, bytes, Optional.empty());
  }

  @Override
  public void create(Path file, InputStream bytes, String sha256) throws IOException {
    create(file, bytes.readAllBytes(), sha256);
  }

  @Override
  public synchronized void create(Path file, byte[] bytes, String sha256) throws IOException {
    create(file, bytes, Optional.of(sha256));
  }

  private void create(Path file, byte[] bytes, Optional<String> sha256) throws IOException {
    act();
    if (sha256.isPresent()) {
      disk.create(file, bytes, sha256.get());
    } else {
      disk.create(file, bytes);
    }
    var node = new Node(false);
    node.bytes = bytes.clone();
    node.sha256 = sha256;
    change(Map.of(file, Optional.of(node)));
    act();
    node.synced = node.bytes;
  }

  @Override
  public synchronized void link(Path file, Path name) throws IOException {
    act();
    disk.link(file, name);
    change(Map.of(name, Optional.of(node(file))));
  }

  @Override
  public synchronized void replace(Path file, Path target) throws IOException {
    act();
    disk.replace(file, target);
    if (!isSqlites(file)) {
      change(moved(file, target));
    }
  }

  /// A folder takes along all that is in it.
  private Map<Path, Optional<Node>> moved(Path from, Path to) throws NoSuchFileException {
    var moved = new HashMap<Path, Optional<Node>>();
    moved.put(from, Optional.empty());
    moved.put(to, Optional.of(node(from)));
    for (Map.Entry<Path, Node> name : names.entrySet()) {
      if (node(from).isFolder && name.getKey().startsWith(from) && !name.getKey().equals(from)) {
        moved.put(name.getKey(), Optional.empty());
        moved.put(to.resolve(from.relativize(name.getKey())), Optional.of(name.getValue()));
      }
    }
    return moved;
  }

  @Override
  public synchronized void remove(Path file) throws IOException {
    act();
    disk.remove(file);
    if (names.containsKey(file)) {
      change(Map.of(file, Optional.empty()));
    }
  }

  @Override
  public synchronized void createFolder(Path folder) throws IOException {
    act();
    disk.createFolder(folder);
    if (!names.containsKey(folder)) {
      change(Map.of(folder, Optional.of(new Node(true))));
    }
  }

  @Override
  public synchronized boolean removeFolder(Path folder) throws IOException {
    act();
    boolean isGone = disk.removeFolder(folder);
    if (isGone && names.containsKey(folder)) {
      change(Map.of(folder, Optional.empty()));
    }
    return isGone;
  }

  @Override
  public synchronized void syncFolder(Path folder) throws IOException {
    act();
    disk.syncFolder(folder);
    for (Change change : List.copyOf(changes)) {
      if (change.isIn(folder)) {
        apply(change, syncedNames);
        changes.remove(change);
      }
    }
  }

  @Override
  public synchronized Appender append(Path file) throws IOException {
    act();
    Appender appender = disk.append(file);
    if (isSqlites(file)) {
      return appender;
    }
    if (!names.containsKey(file)) {
      change(Map.of(file, Optional.of(new Node(false))));
    }
    return new Pending(appender, node(file));
  }

  private final class Pending implements Appender {
    private final Appender appender;
    private final Node node;

    private Pending(Appender appender, Node node) {
      this.appender = appender;
      this.node = node;
    }

    @Override
    public long length() throws IOException {
      return appender.length();
    }

    @Override
    public void append(byte[] bytes) throws IOException {
      synchronized (PowerCutDisk.this) {
        act();
        appender.append(bytes);
        byte[] longer = Arrays.copyOf(node.bytes, node.bytes.length + bytes.length);
        System.arraycopy(bytes, 0, longer, node.bytes.length, bytes.length);
        node.bytes = longer;
      }
    }

    @Override
    public void cut(long length) throws IOException {
      synchronized (PowerCutDisk.this) {
        act();
        appender.cut(length);
        node.bytes = Arrays.copyOf(node.bytes, (int) length);
      }
    }

    @Override
    public void sync() throws IOException {
      synchronized (PowerCutDisk.this) {
        act();
        appender.sync();
        node.synced = node.bytes;
      }
    }

    @Override
    public void close() throws IOException {
      appender.close();
    }
  }

  @Override
  public synchronized void list(Path folder, Visitor visitor) throws IOException {
    disk.list(folder, visitor);
  }

  @Override
  public boolean isFolder(Path path) {
    return disk.isFolder(path);
  }

  @Override
  public boolean isSameFile(Path one, Path other) throws IOException {
    return disk.isSameFile(one, other);
  }

  @Override
  public long size(Path file) throws IOException {
    return disk.size(file);
  }

  @Override
  public FileInputStream open(Path file) throws IOException {
    return disk.open(file);
  }

  @Override
  public byte[] read(Path file, long from, int length) throws IOException {
    return disk.read(file, from, length);
  }

  @Override
  public Optional<String> notedSha256(Path file) throws IOException {
    return disk.notedSha256(file);
  }

  private void writeImage() throws IOException {
    var surviving = new TreeMap<Path, Node>(syncedNames);
    for (Change change : changes) {
      if (random.nextBoolean()) {
        apply(change, surviving);
      }
    }
    Disk target = LocalDisk.at(image);
    var written = new HashMap<Node, Path>();
    var folders = new HashSet<Path>(Set.of(home));
    for (Map.Entry<Path, Node> entry : surviving.entrySet()) {
      if (folders.contains(entry.getKey().getParent())) {
        write(entry.getKey(), entry.getValue(), target, written, folders);
      }
    }
    copyDatabases(target);
  }

  private void write(Path name, Node node, Disk target, Map<Node, Path> written, Set<Path> folders)
      throws IOException {
    Path path = image.resolve(home.relativize(name).toString());
    @Nullable Path other = written.putIfAbsent(node, path);
    if (node.isFolder) {
      target.createFolder(path);
      folders.add(name);
    } else if (other != null) {
      target.link(other, path);
    } else if (node.sha256.isPresent() && (node.synced == node.bytes || random.nextBoolean())) {
      target.create(path, surviving(node), node.sha256.get());
    } else {
      target.create(path, surviving(node));
    }
  }

  private byte[] surviving(Node node) {
    if (node.synced == node.bytes) {
      return node.bytes;
    }
    int same = Math.max(0, Arrays.mismatch(node.synced, node.bytes));
    return switch (random.nextInt(4)) {
      case 0 -> node.synced;
      case 1 -> node.bytes;
      case 2 -> Arrays.copyOf(node.bytes, random.nextInt(same, node.bytes.length + 1));
      default -> withLostBlocks(node.bytes, same);
    };
  }

  /// The length got there before the bytes did.
  private byte[] withLostBlocks(byte[] bytes, int from) {
    byte[] torn = bytes.clone();
    for (int at = from; at < torn.length; at += BLOCK) {
      if (random.nextBoolean()) {
        Arrays.fill(torn, at, Math.min(torn.length, at + BLOCK), (byte) 0);
      }
    }
    return torn;
  }

  private void copyDatabases(Disk target) throws IOException {
    try (Stream<Path> all = Files.walk(home)) {
      for (Path file : all.filter(Files::isRegularFile).filter(PowerCutDisk::isSqlites).toList()) {
        Path path = image.resolve(home.relativize(file).toString());
        boolean isShared = file.toString().endsWith("-shm");
        if (!isShared && Files.isDirectory(Objects.requireNonNull(path.getParent()))) {
          byte[] bytes = Files.readAllBytes(file);
          target.create(path, file.toString().endsWith("-wal") ? withGarbage(bytes) : bytes);
        }
      }
    }
  }

  private byte[] withGarbage(byte[] log) {
    if (log.length == 0 || random.nextBoolean()) {
      return log;
    }
    byte[] garbage = new byte[random.nextInt(1, 10_000)];
    random.nextBytes(garbage);
    byte[] both = Arrays.copyOf(log, log.length + garbage.length);
    System.arraycopy(garbage, 0, both, log.length, garbage.length);
    return both;
  }
}

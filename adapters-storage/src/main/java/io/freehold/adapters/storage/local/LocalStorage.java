package io.freehold.adapters.storage.local;

import io.freehold.adapters.storage.key.KeyText;
import io.freehold.adapters.storage.settings.BackendSettings;
import io.freehold.application.port.StorageBackend;
import io.freehold.domain.Address;
import io.freehold.domain.Scope;
import io.freehold.domain.storage.BlobKey;
import io.freehold.domain.storage.BlobPage;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.storage.ListedBlob;
import io.freehold.domain.storage.Spooled;
import io.freehold.domain.storage.StorageFailure;
import io.freehold.domain.storage.StorageFailure.Reason;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// Blobs in a folder of another disk: `local://{name}/{owner}/{scope}/{version}`.
public final class LocalStorage implements StorageBackend {
  private static final int PAGE = 1_000;
  private static final Duration LEFT_BEHIND = Duration.ofDays(1);

  private final Marker marker;
  private final BlobTree tree;
  private final BlobFiles files;
  private final Supplier<Optional<Address>> owner;
  private final InstantSource clock;
  private final AtomicLong uploads = new AtomicLong();

  LocalStorage(
      Path folder,
      String name,
      BlobFiles files,
      Supplier<Optional<Address>> owner,
      InstantSource clock) {
    this.marker = new Marker(folder, name);
    this.tree = new BlobTree(folder);
    this.files = files;
    this.owner = owner;
    this.clock = clock;
  }

  public static LocalStorage of(
      BackendSettings settings, Supplier<Optional<Address>> owner, InstantSource clock) {
    Path folder =
        settings.required(
            "folder",
            "a folder on the other disk, such as /mnt/backup/freehold",
            LocalStorage::folder);
    String name =
        settings
            .find("name", "a name of small letters, digits and hyphens", LocalStorage::name)
            .orElseGet(() -> nameOf(folder, settings));
    return new LocalStorage(folder, name, new BlobFiles(), owner, clock);
  }

  private static Path folder(String text) {
    try {
      Path folder = Path.of(text);
      if (folder.isAbsolute() && folder.normalize().getNameCount() > 0) {
        return folder.normalize();
      }
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(e);
    }
    throw new IllegalArgumentException();
  }

  private static String name(String text) {
    if (!text.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")) {
      throw new IllegalArgumentException();
    }
    return text;
  }

  /// The folder's own name, as the address of a blob has it.
  private static String nameOf(Path folder, BackendSettings settings) {
    String own = String.valueOf(folder.getFileName()).toLowerCase(Locale.ROOT);
    try {
      return name(own);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s is missing: '%s' is no name of small letters, digits and hyphens, so give the folder one"
              .formatted(settings.nameOf("name"), own),
          e);
    }
  }

  @Override
  public String name() {
    return "local";
  }

  @Override
  public String place() {
    return "local " + marker.name();
  }

  @Override
  public boolean owns(BlobUrl url) {
    return keyOf(url).isPresent();
  }

  /// Empty for whatever is not an address of this folder and this owner.
  private Optional<BlobKey> keyOf(BlobUrl url) {
    String beginning = beginning();
    return Optional.of(url.value())
        .filter(text -> text.startsWith(beginning))
        .flatMap(text -> KeyText.parse(text.substring(beginning.length())))
        .filter(key -> owner.get().filter(key.owner()::equals).isPresent());
  }

  private String beginning() {
    return "local://" + marker.name() + "/";
  }

  private Path fileOf(BlobUrl url) {
    return tree.fileOf(
        keyOf(url)
            .orElseThrow(() -> new IllegalArgumentException("not a blob of this folder: " + url)));
  }

  @Override
  public Optional<BlobUrl> urlOf(BlobKey key) {
    return Optional.of(new BlobUrl(beginning() + key.text()));
  }

  @Override
  public BlobUrl upload(BlobKey key, Spooled blob) {
    marker.mustBeThere();
    Path name = tree.fileOf(key);
    try {
      mustBeFree(name, key);
      removeWhatWasLeftBehind();
      files.createFolders(tree.root(), tree.incoming());
      files.createFolders(tree.root(), BlobTree.parentOf(name));
      keep(blob, name);
      return urlOf(key).orElseThrow();
    } catch (FileAlreadyExistsException e) {
      throw taken(key);
    } catch (NoSuchFileException e) {
      throw StorageFailure.of(
              Reason.UNAVAILABLE, "the storage folder was changed while a blob was being kept")
          .asException(e);
    } catch (IOException e) {
      throw DiskFailures.of(e);
    }
  }

  private void mustBeFree(Path name, BlobKey key) {
    if (files.isFile(name)) {
      throw taken(key);
    }
  }

  private void keep(Spooled blob, Path name) throws IOException {
    Path incoming = tree.incoming().resolve(nextName());
    files.create(incoming, blob);
    try {
      files.name(incoming, name);
      files.syncFolder(BlobTree.parentOf(name));
    } finally {
      files.remove(incoming);
    }
  }

  /// Two servers may use one folder.
  private String nextName() {
    return "%d-%d-%d"
        .formatted(
            ProcessHandle.current().pid(),
            clock.instant().toEpochMilli(),
            uploads.getAndIncrement());
  }

  private void removeWhatWasLeftBehind() throws IOException {
    for (Path file : files.list(tree.incoming())) {
      if (isLeftBehind(file)) {
        files.remove(file);
      }
    }
  }

  /// What is gone already was another upload's, and is done.
  private boolean isLeftBehind(Path file) throws IOException {
    try {
      var age = Duration.between(Files.getLastModifiedTime(file).toInstant(), clock.instant());
      return age.compareTo(LEFT_BEHIND) > 0;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static RuntimeException taken(BlobKey key) {
    return StorageFailure.of(
            Reason.TAKEN, "the storage folder keeps something as " + key + " already")
        .asException();
  }

  @Override
  public InputStream download(BlobUrl url) {
    Path file = fileOf(url);
    marker.mustBeThere();
    try {
      return new Reading(files.open(file));
    } catch (IOException e) {
      throw DiskFailures.of(e);
    }
  }

  /// A disk can fail in the middle of a file.
  private static final class Reading extends FilterInputStream {
    Reading(InputStream in) {
      super(in);
    }

    @Override
    public int read() {
      try {
        return in.read();
      } catch (IOException e) {
        throw DiskFailures.of(e);
      }
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      try {
        return in.read(target, offset, length);
      } catch (IOException e) {
        throw DiskFailures.of(e);
      }
    }
  }

  @Override
  public boolean exists(BlobUrl url) {
    Path file = fileOf(url);
    marker.mustBeThere();
    return files.isFile(file);
  }

  @Override
  public boolean delete(BlobUrl url) {
    Path file = fileOf(url);
    marker.mustBeThere();
    try {
      return removed(file);
    } catch (IOException e) {
      throw DiskFailures.of(e);
    }
  }

  private boolean removed(Path file) throws IOException {
    boolean wasThere = files.isFile(file) && files.remove(file);
    if (wasThere) {
      files.syncFolder(BlobTree.parentOf(file));
    }
    return wasThere;
  }

  @Override
  public OptionalLong deleteScope(Address owner, Scope scope) {
    marker.mustBeThere();
    try {
      return OptionalLong.of(removeAllIn(tree.folderOf(owner, scope)));
    } catch (IOException e) {
      throw DiskFailures.of(e);
    }
  }

  @Override
  public OptionalLong deleteAll(Address owner) {
    marker.mustBeThere();
    try {
      long count = 0;
      for (Path folder : files.list(tree.folderOf(owner))) {
        count += removeAllIn(folder);
      }
      files.removeFolder(tree.folderOf(owner));
      files.syncFolder(tree.root());
      return OptionalLong.of(count);
    } catch (IOException e) {
      throw DiskFailures.of(e);
    }
  }

  /// Scope by scope, and in a scope by name; where a page ended is a key's end,
  /// `{scope}/{version}`.
  @Override
  public Optional<BlobPage> list(Address owner, Optional<String> from) {
    marker.mustBeThere();
    try {
      return Optional.of(page(new ListedBelow(tree, files, owner).after(from, PAGE + 1)));
    } catch (IOException e) {
      throw DiskFailures.of(e);
    }
  }

  private BlobPage page(List<BlobKey> keys) {
    List<BlobKey> page = keys.subList(0, Math.min(PAGE, keys.size()));
    return new BlobPage(
        page.stream().map(key -> new ListedBlob(key, urlOf(key).orElseThrow())).toList(),
        keys.size() > PAGE ? Optional.of(ListedBelow.endOf(page.getLast())) : Optional.empty());
  }

  /// A link that stands where a folder should be is not followed.
  private long removeAllIn(Path folder) throws IOException {
    if (!files.isFolder(folder)) {
      return 0;
    }
    long count = 0;
    for (Path file : files.list(folder)) {
      count += files.isFile(file) && files.remove(file) ? 1 : 0;
    }
    files.syncFolder(folder);
    files.removeFolder(folder);
    files.syncFolder(BlobTree.parentOf(folder));
    return count;
  }
}

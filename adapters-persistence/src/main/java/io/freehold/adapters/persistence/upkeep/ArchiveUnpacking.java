package io.freehold.adapters.persistence.upkeep;

import io.freehold.adapters.persistence.data.VersionPlaces;
import io.freehold.adapters.persistence.files.LocalDisk;
import io.freehold.adapters.persistence.files.Space;
import io.freehold.adapters.persistence.upkeep.ArchiveNames.Name;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Writes the entries of an archive into an empty folder, each file its owner's alone.
public final class ArchiveUnpacking implements ArchiveReader.Sink {
  private final Path folder;
  private final LocalDisk disk;
  private final Space space;
  private final VersionPlaces places;

  public ArchiveUnpacking(Path folder, LocalDisk disk, Space space) {
    this.folder = folder;
    this.disk = disk;
    this.space = space;
    this.places = new VersionPlaces(folder);
  }

  @Override
  public void about(About about) throws IOException {
    mustHaveRoomFor(about.bytes());
  }

  private void mustHaveRoomFor(long bytes) throws IOException {
    if (!space.hasRoomFor(bytes)) {
      throw new IOException(
          "the disk has not enough room: %d MiB are needed, and %d MiB are free"
              .formatted(bytes >> 20, space.freeBytes() >> 20));
    }
  }

  @Override
  public void homeFile(Name.HomeFile name, InputStream in) throws IOException {
    Path file = name.below(folder);
    List<Path> above = new ArrayList<>();
    for (Path path = file.getParent(); path != null && !path.equals(folder); ) {
      above.addFirst(path);
      path = path.getParent();
    }
    write(above, file, in);
  }

  @Override
  public void version(Scope scope, CollectedAt version, InputStream in) throws IOException {
    List<Path> above = new ArrayList<>();
    above.add(folder.resolve("data"));
    above.addAll(places.foldersTo(scope));
    write(above, places.fileOf(scope, version), in);
  }

  private void write(List<Path> above, Path file, InputStream in) throws IOException {
    for (Path path : above) {
      if (!disk.isFolder(path)) {
        disk.createFolder(path);
      }
    }
    mustHaveRoomFor(0);
    disk.copy(in, file);
  }

  /// Makes everything last. By then the disk has most of it.
  public void sync() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        if (disk.isFolder(path)) {
          disk.syncFolder(path);
        } else {
          disk.syncFile(path);
        }
      }
    }
  }
}

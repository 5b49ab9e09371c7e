package io.freehold.adapters.persistence.blob;

import io.freehold.adapters.persistence.files.Disk;
import io.freehold.domain.upkeep.Finding;
import io.freehold.domain.upkeep.Finding.Kind;
import io.freehold.domain.upkeep.Findings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/// Reads every blob of the storage role and compares it with its seal.
public final class BlobInspection {
  private final Path home;
  private final BlobTree tree;
  private final Disk disk;
  private final Findings found;

  public BlobInspection(Path home, Disk disk, Findings found) {
    this.home = home;
    this.tree = new BlobTree(home);
    this.disk = disk;
    this.found = found;
  }

  public void inspect() throws IOException {
    if (disk.isFolder(tree.root())) {
      disk.list(tree.root(), this::inspectOwner);
    }
  }

  private void inspectOwner(Path folder) throws IOException {
    if (folder.equals(tree.incoming())) {
      disk.list(folder, this::inspectLeftover);
    } else if (disk.isFolder(folder)) {
      disk.list(folder, this::inspectScope);
    } else {
      report(Kind.STRANGE_FILE, folder, "no blob lies here");
    }
  }

  /// The folder of a deletion that was not finished goes at the next start, which nobody need be
  /// told.
  private void inspectLeftover(Path file) {
    if (!disk.isFolder(file)) {
      report(Kind.LEFTOVER, file, "what a crash left of an upload");
    }
  }

  private void inspectScope(Path folder) throws IOException {
    if (disk.isFolder(folder)) {
      disk.list(folder, this::inspectBlob);
    } else {
      report(Kind.STRANGE_FILE, folder, "no blob lies here");
    }
  }

  private void inspectBlob(Path file) {
    try (InputStream in = disk.open(file)) {
      var _ = SealedFile.checked(in, disk.size(file));
    } catch (IOException e) {
      report(Kind.ROTTEN_BLOB, file, String.valueOf(e.getMessage()));
    }
  }

  private void report(Kind kind, Path place, String detail) {
    found.add(new Finding(kind, home.relativize(place).toString(), detail));
  }
}

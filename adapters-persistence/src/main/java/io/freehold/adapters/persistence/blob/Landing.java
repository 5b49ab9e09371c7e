package io.freehold.adapters.persistence.blob;

import io.freehold.adapters.persistence.files.Disk;
import io.freehold.adapters.persistence.files.WriteGate;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Subject;
import io.freehold.domain.Sha256;
import io.freehold.domain.blob.BlobSummary;
import io.freehold.domain.blob.IncomingBlob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where blobs are written before they get their place, and where they are moved to before they are
/// gone. Nothing that lies here counts.
final class Landing {
  private static final Logger LOG = LoggerFactory.getLogger(Landing.class);
  private static final int PIECE = 64 << 10;

  private final Path folder;
  private final Disk disk;
  private final WriteGate gate;
  private final InstantSource clock;
  private final AtomicLong number = new AtomicLong();

  Landing(Path folder, Disk disk, WriteGate gate, InstantSource clock) {
    this.folder = folder;
    this.disk = disk;
    this.gate = gate;
    this.clock = clock;
  }

  /// A blob that is whole, sealed and synced, and has no place yet.
  record Landed(Path file, BlobSummary summary) {}

  /// Nothing is left of a blob that does not land.
  Landed land(IncomingBlob blob) {
    Path file = freeName();
    boolean hasLanded = false;
    try {
      var landed = new Landed(file, write(blob, file));
      hasLanded = true;
      return landed;
    } catch (IOException e) {
      throw gate.refusal(e);
    } finally {
      if (!hasLanded) {
        discard(file);
      }
    }
  }

  private BlobSummary write(IncomingBlob blob, Path file) throws IOException {
    try (Disk.Appender out = disk.append(file)) {
      String sha256 = copy(blob, out);
      blob.mustHaveHash().accept(sha256);
      byte[] seal = Seal.of(clock.instant(), sha256);
      out.append(seal);
      out.sync();
      return Seal.read(seal, blob.sizeBytes() + Seal.BYTES);
    }
  }

  private static String copy(IncomingBlob blob, Disk.Appender out) throws IOException {
    MessageDigest digest = Sha256.begin();
    InputStream in = blob.bytes();
    byte[] piece = new byte[(int) Math.min(PIECE, Math.max(1, blob.sizeBytes()))];
    long total = 0;
    for (int n = in.readNBytes(piece, 0, piece.length);
        n > 0;
        n = in.readNBytes(piece, 0, piece.length)) {
      digest.update(piece, 0, n);
      out.append(n == piece.length ? piece : Arrays.copyOf(piece, n));
      total += n;
    }
    if (total != blob.sizeBytes()) {
      throw Problem.malformed(Subject.BODY, "the body did not arrive as a whole").asException();
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /// A name that nothing has.
  private Path freeName() {
    try {
      Path name = folder.resolve(Long.toString(number.incrementAndGet()));
      while (disk.isFolder(name) || disk.size(name) >= 0) {
        name = folder.resolve(Long.toString(number.incrementAndGet()));
      }
      return name;
    } catch (IOException e) {
      throw gate.refusal(e);
    }
  }

  /// Takes a folder and all that is in it out of its place, at once.
  Path takeOut(Path place) throws IOException {
    Path name = freeName();
    disk.replace(place, name);
    return name;
  }

  /// What cannot be removed now is removed at the next start.
  void discard(Path path) {
    try {
      remove(path);
    } catch (IOException e) {
      LOG.warn("{} could not be removed: {}", path, e.toString());
    }
  }

  private void remove(Path path) throws IOException {
    if (disk.isFolder(path)) {
      for (Path inside : in(path)) {
        remove(inside);
      }
      var _ = disk.removeFolder(path);
    } else {
      disk.remove(path);
    }
  }

  private List<Path> in(Path path) throws IOException {
    var all = new ArrayList<Path>();
    disk.list(path, all::add);
    return all;
  }

  /// Removes what a crash left.
  void clear() {
    try {
      in(folder).forEach(this::discard);
    } catch (NoSuchFileException e) {
      LOG.debug("{} is not there yet", folder);
    } catch (IOException e) {
      LOG.warn("{} could not be cleared: {}", folder, e.toString());
    }
  }
}

package io.freehold.adapters.persistence.data;

import io.freehold.adapters.persistence.files.Disk;
import io.freehold.adapters.persistence.files.WriteGate;
import io.freehold.domain.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where files are written before they get their place. A file here names its target itself: it is
/// the envelope, whole once it was linked.
final class Incoming {
  private static final Logger LOG = LoggerFactory.getLogger(Incoming.class);

  private final Path folder;
  private final Disk disk;
  private final WriteGate gate;
  private final AtomicLong number = new AtomicLong();

  Incoming(Path folder, Disk disk, WriteGate gate) {
    this.folder = folder;
    this.disk = disk;
    this.gate = gate;
  }

  /// Bytes on disk under a name of their own. A name that is taken is never written to: what lies
  /// there may have a second name in the data tree.
  Path write(byte[] bytes, String sha256) {
    while (true) {
      Path file = folder.resolve(number.incrementAndGet() + ".json");
      try {
        disk.create(file, bytes, sha256);
        return file;
      } catch (FileAlreadyExistsException e) {
        LOG.debug("{} is left from earlier", file);
      } catch (IOException e) {
        throw gate.refusal(e);
      }
    }
  }

  /// Like the other, for more bytes than are to be held. They are to have this hash.
  Path write(Source bytes, String sha256) {
    while (true) {
      Path file = folder.resolve(number.incrementAndGet() + ".json");
      try (var in = new DigestInputStream(bytes.open(), Sha256.begin())) {
        disk.create(file, in, sha256);
        mustBe(sha256, in, file);
        return file;
      } catch (FileAlreadyExistsException e) {
        LOG.debug("{} is left from earlier", file);
      } catch (IOException e) {
        throw gate.refusal(e);
      }
    }
  }

  /// Bytes that can be read more than once.
  interface Source {
    InputStream open() throws IOException;
  }

  private void mustBe(String sha256, DigestInputStream in, Path file) throws IOException {
    if (!HexFormat.of().formatHex(in.getMessageDigest().digest()).equals(sha256)) {
      remove(file);
      throw new IOException("what was to be written is not what it was said to be");
    }
  }

  /// One that cannot be removed now is removed at the next start.
  void remove(Path file) {
    try {
      disk.remove(file);
    } catch (IOException e) {
      LOG.warn("{} could not be removed: {}", file, e.toString());
    }
  }

  List<Path> leftovers() throws IOException {
    var files = new ArrayList<Path>();
    disk.list(folder, files::add);
    return files;
  }
}

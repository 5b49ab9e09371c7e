package io.freehold.adapters.storage.ipfs;

import io.freehold.domain.storage.StorageFailure;
import io.freehold.domain.storage.StorageFailure.Reason;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// Bytes that must be those of a content address: other bytes end in a `StorageException` instead
/// of an end (threats T37, T38).
final class CheckedStream extends FilterInputStream {
  private final Cid cid;
  private final List<BlockTree> trees;
  private boolean isChecked;

  CheckedStream(InputStream in, Cid cid) {
    super(in);
    this.cid = cid;
    this.trees = treesFor(cid);
  }

  /// A version 0 address has one layout, a version 1 address one of two.
  static List<BlockTree> treesFor(Cid cid) {
    return cid.value().startsWith("Qm")
        ? List.of(new BlockTree(Layout.VERSION_0))
        : List.of(new BlockTree(Layout.OWN), new BlockTree(Layout.LARGE_CHUNKS));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = in.read(target, offset, length);
    if (count < 0) {
      check();
    } else {
      trees.forEach(tree -> tree.update(target, offset, count));
    }
    return count;
  }

  /// What is skipped is checked as well.
  @Override
  public long skip(long count) throws IOException {
    return Math.max(0, read(new byte[(int) Math.clamp(count, 0, 8 << 10)]));
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void check() {
    if (!isChecked && trees.stream().map(BlockTree::finish).noneMatch(cid::equals)) {
      throw StorageFailure.of(
              Reason.NONSENSE, "what came back for " + cid + " is not what that address stands for")
          .asException();
    }
    isChecked = true;
  }
}

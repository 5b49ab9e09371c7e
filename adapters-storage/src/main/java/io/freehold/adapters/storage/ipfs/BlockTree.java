package io.freehold.adapters.storage.ipfs;

import io.freehold.domain.Sha256;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/// Computes the content address of bytes as they pass by (UnixFS over dag-pb, balanced): one chunk
/// and the links of the unfinished nodes are all that is kept.
final class BlockTree {
  private static final int LINKS_MAX = 174;
  private static final int FILE = 2;

  /// A block and everything below it.
  ///
  /// @param cid as links have it
  /// @param treeBytes of all blocks together
  /// @param fileBytes of the file's part
  private record Node(byte[] cid, long treeBytes, long fileBytes) {}

  private final Layout layout;
  private final byte[] chunk;
  private int chunkLength;
  private long chunks;

  /// Unfinished nodes: what is to be linked at each level, leaves first.
  private final List<List<Node>> levels = new ArrayList<>();

  BlockTree(Layout layout) {
    this.layout = layout;
    this.chunk = new byte[layout.chunkBytes()];
  }

  void update(byte[] bytes, int offset, int length) {
    int from = offset;
    while (from < offset + length) {
      if (chunkLength == chunk.length) {
        finishChunk();
      }
      int count = Math.min(chunk.length - chunkLength, offset + length - from);
      System.arraycopy(bytes, from, chunk, chunkLength, count);
      chunkLength += count;
      from += count;
    }
  }

  /// Of everything that passed by; once.
  Cid finish() {
    if (chunkLength > 0 || chunks == 0) {
      finishChunk();
    }
    if (chunks == 1) {
      return Cid.of(levels.getFirst().getFirst().cid());
    }
    for (int level = 0; level < levels.size(); level++) {
      List<Node> open = levels.get(level);
      boolean isTop = level == levels.size() - 1;
      if (isTop && open.size() == 1) {
        return Cid.of(open.getFirst().cid());
      }
      if (!open.isEmpty()) {
        link(level);
      }
    }
    throw new IllegalStateException("a tree without a root");
  }

  private void finishChunk() {
    add(0, layout.hasRawLeaves() ? rawLeaf() : wrappedLeaf());
    chunks++;
    chunkLength = 0;
  }

  private void add(int level, Node node) {
    if (levels.size() == level) {
      levels.add(new ArrayList<>());
    }
    if (levels.get(level).size() == LINKS_MAX) {
      link(level);
    }
    levels.get(level).add(node);
  }

  /// Makes a node of what is open at a level.
  private void link(int level) {
    Node node = node(levels.get(level));
    levels.get(level).clear();
    add(level + 1, node);
  }

  private Node rawLeaf() {
    return new Node(Cid.bytes(Cid.RAW, sha256(chunk, chunkLength)), chunkLength, chunkLength);
  }

  private Node wrappedLeaf() {
    var data = new Message();
    data.number(1, FILE);
    if (chunkLength > 0) {
      data.bytes(2, chunk, chunkLength);
    }
    data.number(3, chunkLength);
    var block = new Message();
    block.bytes(1, data.toByteArray());
    return node(block, block.size(), chunkLength);
  }

  private Node node(List<Node> children) {
    var block = new Message();
    var data = new Message();
    long fileBytes = children.stream().mapToLong(Node::fileBytes).sum();
    data.number(1, FILE);
    data.number(3, fileBytes);
    for (Node child : children) {
      var link = new Message();
      link.bytes(1, child.cid());
      link.bytes(2, new byte[0]);
      link.number(3, child.treeBytes());
      block.bytes(2, link.toByteArray());
      data.number(4, child.fileBytes());
    }
    block.bytes(1, data.toByteArray());
    return node(
        block, block.size() + children.stream().mapToLong(Node::treeBytes).sum(), fileBytes);
  }

  private Node node(Message block, long treeBytes, long fileBytes) {
    byte[] hash = sha256(block.toByteArray(), block.size());
    return new Node(
        layout.hasRawLeaves() ? Cid.bytes(Cid.DAG_PB, hash) : Cid.multihash(hash),
        treeBytes,
        fileBytes);
  }

  private static byte[] sha256(byte[] bytes, int length) {
    MessageDigest digest = Sha256.begin();
    digest.update(bytes, 0, length);
    return digest.digest();
  }

  /// A Protocol Buffers message, written field by field.
  private static final class Message extends ByteArrayOutputStream {
    void number(int field, long value) {
      varint((long) field << 3);
      varint(value);
    }

    void bytes(int field, byte[] value) {
      bytes(field, value, value.length);
    }

    void bytes(int field, byte[] value, int length) {
      varint((long) field << 3 | 2);
      varint(length);
      write(value, 0, length);
    }

    private void varint(long value) {
      long rest = value;
      while (rest >>> 7 != 0) {
        write((int) (rest & 0x7f | 0x80));
        rest >>>= 7;
      }
      write((int) rest);
    }
  }
}

package io.freehold.adapters.storage.ipfs;

/// How bytes are cut into the blocks that a content address stands for. The address says nothing
/// about it, so those in use are tried.
///
/// @param chunkBytes of a block
/// @param hasRawLeaves whether blocks of bytes are bare, as version 1 has them
record Layout(int chunkBytes, boolean hasRawLeaves) {
  /// What blobs are added with here, and the default of Kubo for version 1.
  static final Layout OWN = new Layout(256 << 10, true);

  /// The profile of newer tools, and of some pinning services.
  static final Layout LARGE_CHUNKS = new Layout(1 << 20, true);

  /// The default of Kubo for version 0.
  static final Layout VERSION_0 = new Layout(256 << 10, false);
}

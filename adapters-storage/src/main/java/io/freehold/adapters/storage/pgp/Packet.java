package io.freehold.adapters.storage.pgp;

import io.freehold.domain.storage.CipherFailure;
import java.io.IOException;
import java.io.InputStream;

/// One OpenPGP packet: what it is, and its bytes, to be read once.
///
/// @param length of its body, or `UNKNOWN_LENGTH` where it comes in parts or ends with what is
///   around it
record Packet(int tag, long length, InputStream body) {
  static final long UNKNOWN_LENGTH = -1;
  static final int NONE = 0;
  static final int KEY = 3;
  static final int COMPRESSED = 8;
  static final int LITERAL = 11;
  static final int PROTECTED = 18;
  private static final int LAST_TAG = 21;

  static Packet of(int tag, PacketReader.Body body) {
    return new Packet(tag, body.left(), body);
  }

  /// Whether the standard has packets with this tag.
  boolean isKnown() {
    return tag > NONE && tag <= LAST_TAG && tag != 15 && tag != 16;
  }

  /// The whole body of a packet that has to be short.
  byte[] shortBody(int bytesMax) throws IOException {
    if (length == UNKNOWN_LENGTH || length > bytesMax) {
      throw CipherFailure.UNSUPPORTED.asException();
    }
    return body.readNBytes((int) length);
  }
}

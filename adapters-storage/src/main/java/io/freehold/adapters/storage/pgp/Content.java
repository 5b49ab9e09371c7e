package io.freehold.adapters.storage.pgp;

import io.freehold.domain.storage.CipherFailure;
import io.freehold.domain.storage.PlainReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// What is inside an encrypted message: one file, at most once compressed, and nothing else.
final class Content {
  private final long bytesMax;

  /// @param bytesMax of the file, however little its compressed form is (threat T43)
  Content(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  /// Gives the file to somebody, and reads what he leaves.
  void read(InputStream decrypted, PlainReader reader) throws IOException {
    var packets = new PacketReader(decrypted, CipherFailure.UNSUPPORTED);
    Packet packet = next(packets);
    if (packet.tag() == Packet.COMPRESSED) {
      readCompressed(packet, reader);
    } else {
      readFile(packet, reader);
    }
    mustBeAtEnd(packets);
  }

  private void readCompressed(Packet packet, PlainReader reader) throws IOException {
    try (Inflated inflated = Inflated.of(packet.body())) {
      var packets = new PacketReader(inflated, CipherFailure.UNSUPPORTED);
      Packet inside = next(packets);
      if (inside.tag() == Packet.COMPRESSED) {
        throw CipherFailure.TOO_COSTLY.asException();
      }
      readFile(inside, reader);
      mustBeAtEnd(packets);
    }
    mustBeRead(packet.body());
  }

  private static Packet next(PacketReader packets) throws IOException {
    return packets.next().orElseThrow(CipherFailure.UNSUPPORTED::asException);
  }

  private static void mustBeAtEnd(PacketReader packets) throws IOException {
    if (packets.next().isPresent()) {
      throw CipherFailure.UNSUPPORTED.asException();
    }
  }

  private static void mustBeRead(InputStream body) throws IOException {
    if (body.read() >= 0) {
      throw CipherFailure.UNSUPPORTED.asException();
    }
  }

  private void readFile(Packet packet, PlainReader reader) throws IOException {
    if (packet.tag() != Packet.LITERAL) {
      throw CipherFailure.UNSUPPORTED.asException();
    }
    skipHeader(packet.body());
    var file = new BoundedBytes(packet.body(), bytesMax);
    reader.read(file);
    var _ = file.transferTo(OutputStream.nullOutputStream());
  }

  /// Binary or text, a name and a time: nobody here wants to know them.
  private static void skipHeader(InputStream body) throws IOException {
    int format = body.read();
    if (format != 'b' && format != 't' && format != 'u') {
      throw CipherFailure.UNSUPPORTED.asException();
    }
    int rest = body.read() + Integer.BYTES;
    if (rest < Integer.BYTES || body.readNBytes(rest).length < rest) {
      throw CipherFailure.UNSUPPORTED.asException();
    }
  }
}

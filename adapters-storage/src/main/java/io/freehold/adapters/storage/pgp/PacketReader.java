package io.freehold.adapters.storage.pgp;

import io.freehold.domain.storage.CipherFailure;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Splits bytes into OpenPGP packets, one after the other, without keeping them.
final class PacketReader {
  private static final int FIRST_PART_BYTES_MIN = 512;

  private final InputStream in;
  private final CipherFailure ifCutShort;

  /// @param ifCutShort what it is when the bytes end within a packet
  PacketReader(InputStream in, CipherFailure ifCutShort) {
    this.in = in;
    this.ifCutShort = ifCutShort;
  }

  /// The next packet, once the one before was read to its end; empty when there is none. What is no
  /// packet at all has the tag `Packet.NONE`.
  Optional<Packet> next() throws IOException {
    int header = in.read();
    if (header < 0) {
      return Optional.empty();
    }
    if ((header & 0x80) == 0) {
      return Optional.of(new Packet(Packet.NONE, 0, InputStream.nullInputStream()));
    }
    return Optional.of((header & 0x40) == 0 ? oldPacket(header) : newPacket(header & 0x3f));
  }

  private Packet oldPacket(int header) throws IOException {
    int tag = (header >> 2) & 0x0f;
    return switch (header & 0x03) {
      case 0 -> Packet.of(tag, new Body(octet(), false));
      case 1 -> Packet.of(tag, new Body(number(2), false));
      case 2 -> Packet.of(tag, new Body(number(4), false));
      default -> new Packet(tag, Packet.UNKNOWN_LENGTH, in);
    };
  }

  private Packet newPacket(int tag) throws IOException {
    int octet = octet();
    if (isPartial(octet)) {
      long first = partOf(octet);
      if (first < FIRST_PART_BYTES_MIN) {
        throw CipherFailure.UNSUPPORTED.asException();
      }
      return new Packet(tag, Packet.UNKNOWN_LENGTH, new Body(first, true));
    }
    return Packet.of(tag, new Body(length(octet), false));
  }

  private static boolean isPartial(int octet) {
    return octet >= 224 && octet < 255;
  }

  private static long partOf(int octet) {
    return 1L << (octet & 0x1f);
  }

  private long length(int octet) throws IOException {
    if (octet < 192) {
      return octet;
    }
    return octet < 224 ? ((octet - 192L) << 8) + octet() + 192 : number(4);
  }

  private long number(int octets) throws IOException {
    long number = 0;
    for (int i = 0; i < octets; i++) {
      number = number << 8 | octet();
    }
    return number;
  }

  private int octet() throws IOException {
    int octet = in.read();
    if (octet < 0) {
      throw ifCutShort.asException();
    }
    return octet;
  }

  /// The bytes of one packet, whole or in parts.
  final class Body extends InputStream {
    private long left;
    private boolean hasMoreParts;

    private Body(long left, boolean hasMoreParts) {
      this.left = left;
      this.hasMoreParts = hasMoreParts;
    }

    long left() {
      return left;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      while (left == 0 && hasMoreParts) {
        int octet = octet();
        hasMoreParts = isPartial(octet);
        left = hasMoreParts ? partOf(octet) : length(octet);
      }
      if (left == 0) {
        return -1;
      }
      int read = in.read(bytes, from, (int) Math.min(length, left));
      if (read < 0) {
        throw ifCutShort.asException();
      }
      left -= read;
      return read;
    }
  }
}

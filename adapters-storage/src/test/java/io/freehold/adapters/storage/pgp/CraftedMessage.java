package io.freehold.adapters.storage.pgp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.Deflater;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Messages packet by packet, written from the standard with the JDK alone: honest ones that cost
/// little, and all kinds of others.
final class CraftedMessage {
  static final String PASSWORD = "5776587bac6eb2d87eadc737d4de690b5b06e224db2eb296c768a57c92a9c8f8";
  static final byte[] SALT = {0x25, (byte) 0xec, 0x3a, (byte) 0xfd, (byte) 0xcf, 1, 2, 3};

  private static final byte[] SESSION_KEY = bytes(32, 0x5d);

  private CraftedMessage() {}

  static byte[] bytes(int count, int value) {
    byte[] bytes = new byte[count];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  static byte[] join(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  static byte[] octets(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  /// With a header of the new format and the shortest length.
  static byte[] packet(int tag, byte[]... body) {
    byte[] all = join(body);
    return join(octets(0xc0 | tag), length(all.length), all);
  }

  static byte[] length(int length) {
    if (length < 192) {
      return octets(length);
    }
    return length < 8_384
        ? octets(192 + ((length - 192) >> 8), length - 192)
        : octets(255, length >> 24, length >> 16, length >> 8, length);
  }

  /// With a header of the old format; 3 as its length type means that it ends with what is around
  /// it.
  static byte[] oldPacket(int tag, int lengthType, byte[] body) {
    byte[] header = octets(0x80 | tag << 2 | lengthType);
    return switch (lengthType) {
      case 0 -> join(header, octets(body.length), body);
      case 1 -> join(header, octets(body.length >> 8, body.length), body);
      case 2 -> join(header, octets(0, body.length >> 16, body.length >> 8, body.length), body);
      default -> join(header, body);
    };
  }

  /// In parts of one size, which is a power of two, and a last one.
  static byte[] packetInParts(int tag, int partPower, byte[] body) {
    var all = new ByteArrayOutputStream();
    all.write(0xc0 | tag);
    int at = 0;
    for (int part = 1 << partPower; body.length - at > part; at += part) {
      all.write(224 | partPower);
      all.write(body, at, part);
    }
    all.writeBytes(length(body.length - at));
    all.write(body, at, body.length - at);
    return all.toByteArray();
  }

  static byte[] literal(byte[] content) {
    return packet(11, octets('b', 0), new byte[4], content);
  }

  static byte[] compressed(int algorithm, byte[] content) {
    var deflater = new Deflater(Deflater.BEST_COMPRESSION, algorithm == 1);
    deflater.setInput(content);
    deflater.finish();
    var out = new ByteArrayOutputStream();
    byte[] buffer = new byte[8_192];
    while (!deflater.finished()) {
      out.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return packet(8, octets(algorithm), out.toByteArray());
  }

  /// The key derivation that costs least: 1,024 bytes are hashed.
  static byte[] key() {
    return key(8, 0);
  }

  /// With an encrypted session key.
  static byte[] key(int hash, int count) {
    byte[] derived = derived(hash, hashedBytes(count), 32);
    byte[] session = cfb(derived, join(octets(9), SESSION_KEY));
    return packet(3, octets(4, 9, 3, hash), SALT, octets(count), session);
  }

  /// Without one: the key that follows from the password is the key.
  static byte[] directKey(int cipher, int kind, int hash) {
    return kind == 1
        ? packet(3, octets(4, cipher, 1, hash), SALT)
        : packet(3, octets(4, cipher, 3, hash), SALT, octets(0));
  }

  static byte[] directKeyOf(int cipher, int kind, int hash) {
    int keyBytes = 16 + 8 * (cipher - 7);
    int hashed = kind == 1 ? SALT.length + PASSWORD.length() : 1_024;
    return derived(hash, hashed, keyBytes);
  }

  private static int hashedBytes(int count) {
    return (16 + (count & 15)) << ((count >> 4) + 6);
  }

  /// The hash of salt and password, repeated; where a key is longer than the hash, of the same
  /// after zeros.
  private static byte[] derived(int hash, int hashedBytes, int keyBytes) {
    byte[] once = join(SALT, PASSWORD.getBytes(StandardCharsets.UTF_8));
    byte[] hashed = new byte[Math.max(hashedBytes, once.length)];
    for (int i = 0; i < hashed.length; i++) {
      hashed[i] = once[i % once.length];
    }
    byte[] key = new byte[0];
    for (int zeros = 0; key.length < keyBytes; zeros++) {
      key = join(key, digest(hashName(hash), join(new byte[zeros], hashed)));
    }
    return Arrays.copyOf(key, keyBytes);
  }

  private static String hashName(int hash) {
    return switch (hash) {
      case 2 -> "SHA-1";
      case 8 -> "SHA-256";
      case 9 -> "SHA-384";
      case 10 -> "SHA-512";
      case 11 -> "SHA-224";
      default -> throw new IllegalArgumentException();
    };
  }

  private static byte[] digest(String name, byte[] bytes) {
    try {
      return MessageDigest.getInstance(name).digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] cfb(byte[] key, byte[] plain) {
    try {
      var cipher = Cipher.getInstance("AES/CFB/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
      return cipher.doFinal(plain);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /// What is in a protected packet, up to its version.
  static byte[] protectedBody(byte[] content) {
    return protectedBody(SESSION_KEY, content);
  }

  static byte[] protectedBody(byte[] key, byte[] content) {
    byte[] noise = octets(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 15, 16);
    byte[] hashed = join(noise, content, octets(0xd3, 0x14));
    return join(octets(1), cfb(key, join(hashed, digest("SHA-1", hashed))));
  }

  /// A message of two packets.
  static byte[] message(byte[] content) {
    return join(key(), packet(18, protectedBody(content)));
  }

  /// The same without the packet that proves its integrity.
  static byte[] withoutIntegrity(byte[] content) {
    byte[] noise = octets(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 15, 16);
    return join(key(), packet(18, octets(1), cfb(SESSION_KEY, join(noise, content))));
  }
}

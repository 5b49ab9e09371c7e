package io.freehold.adapters.chain.schema;

import io.freehold.domain.Sha256;
import java.nio.charset.StandardCharsets;

/// The content address of bytes as IPFS writes it: CID version 1, raw bytes, SHA-256, in base 32.
public final class ContentId {
  private static final String SCHEME = "ipfs://";
  private static final byte[] VERSION_RAW_SHA256_LENGTH = {0x01, 0x55, 0x12, 0x20};
  private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

  private ContentId() {}

  /// `ipfs://` and the content address of a text's UTF-8 bytes.
  public static String urlOf(String text) {
    return SCHEME + of(text.getBytes(StandardCharsets.UTF_8));
  }

  /// `b`, which stands for base 32, and 58 characters.
  public static String of(byte[] content) {
    byte[] hash = Sha256.of(content);
    byte[] cid = new byte[VERSION_RAW_SHA256_LENGTH.length + hash.length];
    System.arraycopy(VERSION_RAW_SHA256_LENGTH, 0, cid, 0, VERSION_RAW_SHA256_LENGTH.length);
    System.arraycopy(hash, 0, cid, VERSION_RAW_SHA256_LENGTH.length, hash.length);
    return "b" + base32(cid);
  }

  private static String base32(byte[] bytes) {
    var text = new StringBuilder();
    int bits = 0;
    int pending = 0;
    for (byte b : bytes) {
      pending = (pending << 8 | b & 0xff) & 0xfff;
      bits += 8;
      for (; bits >= 5; bits -= 5) {
        text.append(BASE32.charAt(pending >> bits - 5 & 31));
      }
    }
    return (bits == 0 ? text : text.append(BASE32.charAt(pending << 5 - bits & 31))).toString();
  }
}

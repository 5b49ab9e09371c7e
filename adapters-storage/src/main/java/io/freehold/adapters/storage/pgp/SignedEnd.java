package io.freehold.adapters.storage.pgp;

import io.freehold.application.port.Signatures;
import io.freehold.application.port.Signer;
import io.freehold.domain.Address;
import io.freehold.domain.Signature;
import io.freehold.domain.storage.ArchiveKey;
import io.freehold.domain.storage.ArchiveSeal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The last packet of an archive: a few lines of text with a signature over the hash of everything
/// before it. Its tag is one that the standard leaves to whoever needs one, and that gpg takes for
/// a comment. It is always of the same length.
record SignedEnd(ArchiveKey.Kind key, Address signer, Signature signature) {
  private static final String FIRST_LINE = "freehold-archive-v1";
  private static final Pattern TEXT =
      Pattern.compile(
          FIRST_LINE
              + "\nkey=(master-key|passphrase)\nsigner=(0x[0-9a-f]{40})"
              + "\nsignature=(0x[0-9a-f]{130})\n");
  private static final int TEXT_BYTES = 20 + 15 + 50 + 143;
  private static final byte[] HEADER = {(byte) 0xfd, (byte) 0xc0, (byte) (TEXT_BYTES - 192)};
  static final int BYTES = HEADER.length + TEXT_BYTES;

  static SignedEnd sign(ArchiveKey.Kind key, Signer signer, String sha256) {
    return new SignedEnd(key, signer.address(), signer.sign(signedText(key, sha256)));
  }

  private static String signedText(ArchiveKey.Kind key, String sha256) {
    return FIRST_LINE + "\n" + word(key) + "\n" + sha256;
  }

  private static String word(ArchiveKey.Kind key) {
    return switch (key) {
      case MASTER_KEY -> "master-key";
      case PASSPHRASE -> "passphrase";
    };
  }

  byte[] bytes() {
    byte[] text =
        "%s\nkey=%s\nsigner=%s\nsignature=%s\n"
            .formatted(FIRST_LINE, word(key), signer.value(), signature.value())
            .getBytes(StandardCharsets.US_ASCII);
    byte[] packet = Arrays.copyOf(HEADER, BYTES);
    System.arraycopy(text, 0, packet, HEADER.length, text.length);
    return packet;
  }

  /// Empty when the bytes are no such packet.
  static Optional<SignedEnd> read(byte[] packet) {
    if (packet.length != BYTES
        || !Arrays.equals(packet, 0, HEADER.length, HEADER, 0, HEADER.length)) {
      return Optional.empty();
    }
    Matcher text =
        TEXT.matcher(new String(packet, HEADER.length, TEXT_BYTES, StandardCharsets.ISO_8859_1));
    if (!text.matches()) {
      return Optional.empty();
    }
    ArchiveKey.Kind key =
        text.group(1).equals("master-key")
            ? ArchiveKey.Kind.MASTER_KEY
            : ArchiveKey.Kind.PASSPHRASE;
    try {
      return Optional.of(
          new SignedEnd(key, new Address(text.group(2)), new Signature(text.group(3))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// Empty when the signature is not the signer's, or not over these bytes.
  ///
  /// @param sha256 of everything before this packet
  Optional<ArchiveSeal> verified(String sha256, Signatures signatures) {
    return signatures
        .signerOf(signedText(key, sha256), signature)
        .filter(signer::equals)
        .map(address -> new ArchiveSeal(address, key));
  }
}

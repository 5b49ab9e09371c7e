package io.freehold.adapters.storage.pgp;

import io.freehold.application.port.Signatures;
import io.freehold.domain.Address;
import io.freehold.domain.Signature;
import io.freehold.domain.identity.TextSigner;
import io.freehold.domain.storage.ArchiveKey;
import io.freehold.domain.storage.ArchiveSeal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The first packet of an archive: a few lines of text with a signature over the hash of everything
/// behind it. Its tag is one that the standard leaves to whoever needs one, and gpg takes it for a
/// comment. It is always of the same length, so that its place can be kept free for it.
record SignedBeginning(ArchiveKey.Kind key, Address signer, Signature signature) {
  private static final String FIRST_LINE = "freehold-archive-v1";
  private static final Pattern TEXT =
      Pattern.compile(
          FIRST_LINE
              + "\nkey=(master-key|passphrase)\nsigner=(0x[0-9a-f]{40})"
              + "\nsignature=(0x[0-9a-f]{130})\n");
  private static final int TEXT_BYTES = 20 + 15 + 50 + 143;
  private static final byte[] HEADER = {(byte) 0xfd, (byte) 0xc0, (byte) (TEXT_BYTES - 192)};
  static final int BYTES = HEADER.length + TEXT_BYTES;

  static SignedBeginning sign(ArchiveKey.Kind key, TextSigner signer, String sha256) {
    return new SignedBeginning(key, signer.address(), signer.sign(signedText(key, sha256)));
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
    return packet(
        "%s\nkey=%s\nsigner=%s\nsignature=%s\n"
            .formatted(FIRST_LINE, word(key), signer.value(), signature.value()));
  }

  /// What stands there until there is a signature.
  static byte[] none() {
    return packet(" ".repeat(TEXT_BYTES));
  }

  private static byte[] packet(String text) {
    byte[] packet = Arrays.copyOf(HEADER, BYTES);
    byte[] body = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(body, 0, packet, HEADER.length, TEXT_BYTES);
    return packet;
  }

  static boolean isOne(byte[] packet) {
    return packet.length == BYTES
        && Arrays.equals(packet, 0, HEADER.length, HEADER, 0, HEADER.length);
  }

  /// Empty when there is no signature.
  static Optional<SignedBeginning> read(byte[] packet) {
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
          new SignedBeginning(key, new Address(text.group(2)), new Signature(text.group(3))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// Empty when the signature is not the signer's, or not over these bytes.
  ///
  /// @param sha256 of everything behind this packet
  Optional<ArchiveSeal> verified(String sha256, Signatures signatures) {
    return signatures
        .signerOf(signedText(key, sha256), signature)
        .filter(signer::equals)
        .map(address -> new ArchiveSeal(address, key));
  }
}

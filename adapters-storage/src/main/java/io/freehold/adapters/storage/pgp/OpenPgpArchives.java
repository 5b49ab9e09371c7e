package io.freehold.adapters.storage.pgp;

import io.freehold.application.Limits;
import io.freehold.application.port.ArchiveCipher;
import io.freehold.application.port.Signatures;
import io.freehold.domain.Sha256;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.identity.TextSigner;
import io.freehold.domain.storage.ArchiveFile;
import io.freehold.domain.storage.ArchiveKey;
import io.freehold.domain.storage.ArchiveSeal;
import io.freehold.domain.storage.ArchiveTarget;
import io.freehold.domain.storage.CipherFailure;
import io.freehold.domain.storage.PlainReader;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;

/// Archives as OpenPGP messages in parts, with a signature in front (R22, threat T72). Whoever has
/// the password opens one with gpg as well.
public final class OpenPgpArchives implements ArchiveCipher {
  private final Signatures signatures;
  private final MessageWriter writer;
  private final MessageReader reader;

  /// @param clock names the time a message was made, which is part of it
  public OpenPgpArchives(
      Signatures signatures, Limits limits, InstantSource clock, SecureRandom random) {
    this.signatures = signatures;
    this.writer = new MessageWriter(clock, random);
    this.reader = new MessageReader(Long.MAX_VALUE, Long.MAX_VALUE, limits.keyHashBytesMax());
  }

  @Override
  public OutputStream encrypt(ArchiveTarget target, ArchiveKey key, TextSigner signer)
      throws IOException {
    target.out().write(SignedBeginning.none());
    var message = new DigestOutputStream(target.out(), Sha256.begin());
    OutputStream plain = writer.open(key.password(), message);
    return new FilterOutputStream(plain) {
      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        plain.write(bytes, from, length);
      }

      @Override
      public void close() throws IOException {
        plain.close();
        String sha256 = HexFormat.of().formatHex(message.getMessageDigest().digest());
        target.begin(SignedBeginning.sign(key.kind(), signer, sha256).bytes());
      }
    };
  }

  @Override
  public ArchiveSeal seal(ArchiveFile archive) throws IOException {
    try (InputStream in = archive.open()) {
      byte[] beginning = beginningOf(in);
      MessageDigest sha256 = Sha256.begin();
      in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), sha256));
      return SignedBeginning.read(beginning)
          .orElseThrow(CipherFailure.TRUNCATED::asException)
          .verified(HexFormat.of().formatHex(sha256.digest()), signatures)
          .orElseThrow(CipherFailure.ALTERED::asException);
    }
  }

  private static byte[] beginningOf(InputStream in) throws IOException {
    byte[] beginning = in.readNBytes(SignedBeginning.BYTES);
    if (!SignedBeginning.isOne(beginning)) {
      throw CipherFailure.NOT_A_MESSAGE.asException();
    }
    return beginning;
  }

  @Override
  public void decrypt(ArchiveFile archive, Secret password, PlainReader plain) throws IOException {
    try (InputStream in = archive.open()) {
      var _ = beginningOf(in);
      reader.read(in, password, plain);
    }
  }
}

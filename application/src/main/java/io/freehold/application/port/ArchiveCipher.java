package io.freehold.application.port;

import io.freehold.domain.identity.Secret;
import io.freehold.domain.identity.TextSigner;
import io.freehold.domain.storage.ArchiveFile;
import io.freehold.domain.storage.ArchiveKey;
import io.freehold.domain.storage.ArchiveSeal;
import io.freehold.domain.storage.ArchiveTarget;
import io.freehold.domain.storage.PlainReader;
import java.io.IOException;
import java.io.OutputStream;

/// Encrypts and signs what is too long to be kept aside, and opens it again. Memory does not grow
/// with its length. What is no such archive is a `CipherException`.
public interface ArchiveCipher {
  /// Takes the plaintext; closing it completes the message and signs it. What it writes to stays
  /// open. Without that call there is no archive: what is there has no signature.
  OutputStream encrypt(ArchiveTarget target, ArchiveKey key, TextSigner signer) throws IOException;

  /// Reads all of an archive, and opens nothing.
  ArchiveSeal seal(ArchiveFile archive) throws IOException;

  /// Returns when all was read and is proved unaltered.
  void decrypt(ArchiveFile archive, Secret password, PlainReader reader) throws IOException;
}

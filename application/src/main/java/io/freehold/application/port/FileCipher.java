package io.freehold.application.port;

import io.freehold.domain.identity.Secret;
import io.freehold.domain.storage.Spooled;
import java.io.IOException;
import java.io.InputStream;

/// Encrypts data files for a backend and opens them again: OpenPGP with a password, in the form
/// clients of this protocol write (§2.3, §7.1.1). Memory does not grow with the size of a file.
public interface FileCipher {
  /// The message for a plaintext. The key is derived once.
  ///
  /// @param sizeBytes how long the plaintext is; another length is an IOException
  Spooled encrypt(InputStream plain, long sizeBytes, Secret password) throws IOException;

  /// The plaintext of a message, complete and proved unaltered before it is returned. Throws
  /// `CipherException` for whatever is no such message; an IOException is the source's own.
  Spooled decrypt(InputStream message, Secret password) throws IOException;
}

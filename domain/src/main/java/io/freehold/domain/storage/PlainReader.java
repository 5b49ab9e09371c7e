package io.freehold.domain.storage;

import java.io.IOException;
import java.io.InputStream;

/// Somebody who reads what is in a message while it is decrypted, and uses nothing of it before he
/// is told that all of it is unaltered.
public interface PlainReader {
  void read(InputStream plain) throws IOException;
}

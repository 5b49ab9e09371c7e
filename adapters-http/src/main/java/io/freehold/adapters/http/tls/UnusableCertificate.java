package io.freehold.adapters.http.tls;

import java.nio.file.Path;

/// A certificate or a key that cannot be served; the message names the file and what is wrong.
public final class UnusableCertificate extends IllegalStateException {
  UnusableCertificate(Path file, String what) {
    super(file + ": " + what);
  }

  UnusableCertificate(Path file, String what, Throwable cause) {
    super(file + ": " + what, cause);
  }
}

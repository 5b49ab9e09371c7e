package io.freehold.domain.storage;

/// Why an encrypted blob was not opened (§7.1.1, threats T37, T43). Nothing of its content is
/// handed out in any of these cases.
public enum CipherFailure {
  /// It was encrypted with another key.
  WRONG_KEY("it was encrypted with another key"),
  /// Its integrity check does not hold: a byte was changed.
  ALTERED("its bytes were changed after it was encrypted"),
  TRUNCATED("it breaks off"),
  /// Not an OpenPGP message at all: an HTML page, text, nothing.
  NOT_A_MESSAGE("it is no encrypted message"),
  /// A message, but of a kind that is never written here: other packets, no integrity check.
  UNSUPPORTED("it is a kind of message that is not accepted"),
  /// Opening it would cost more work or memory than an honest message does.
  TOO_COSTLY("opening it would take more work than an honest message does"),
  /// It holds more than a data file may.
  TOO_LARGE("it holds more than a data file may");

  private final String words;

  CipherFailure(String words) {
    this.words = words;
  }

  /// The end of the sentence "the blob cannot be opened: ".
  public String words() {
    return words;
  }

  public CipherException asException() {
    return new CipherException(this);
  }

  public CipherException asException(Throwable cause) {
    return new CipherException(this, cause);
  }
}

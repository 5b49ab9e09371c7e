package io.freehold.domain.data;

/// A client's own name for one write: the same key twice is the same write.
public record IdempotencyKey(String value) {
  public static final int CHARACTERS_MAX = 255;

  public IdempotencyKey {
    if (value.isEmpty()
        || value.length() > CHARACTERS_MAX
        || !value.chars().allMatch(c -> c >= 0x21 && c <= 0x7e)) {
      throw new IllegalArgumentException(
          "an Idempotency-Key has 1 to " + CHARACTERS_MAX + " visible ASCII characters");
    }
  }
}

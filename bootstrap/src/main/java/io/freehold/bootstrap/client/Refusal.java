package io.freehold.bootstrap.client;

/// Something that was asked for and did not happen; the message is for the person who asked.
public final class Refusal extends RuntimeException {
  public Refusal(String message) {
    super(message);
  }

  public Refusal(String message, Throwable cause) {
    super(message, cause);
  }
}

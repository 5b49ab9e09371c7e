package io.freehold.domain.identity;

/// Text that must not be seen: it prints as stars. Read it with `reveal` where it is used, and
/// nowhere else.
public final class Secret {
  private final String text;

  public Secret(String text) {
    this.text = text;
  }

  public String reveal() {
    return text;
  }

  public boolean isEmpty() {
    return text.isEmpty();
  }

  @Override
  public String toString() {
    return "********";
  }
}

package io.freehold.adapters.chain.crypto;

import java.util.HexFormat;
import java.util.Map;

/// What a sealed text says about itself, by the names of its members.
///
/// @param members path, such as `key/salt`, to value
record SealedText(Map<String, String> members) {
  private static final int CHARACTERS_MAX = 256 << 10;

  static SealedText read(String json) {
    Map<String, String> members =
        JsonScalars.of(json.length() <= CHARACTERS_MAX ? json : "").orElse(Map.of());
    if (!"1".equals(members.get("/version")) || !members.containsKey("/ciphertext")) {
      throw new IllegalArgumentException("it is no sealed secret of version 1");
    }
    return new SealedText(members);
  }

  boolean asksForPassphrase() {
    return switch (text("key/kdf")) {
      case "argon2id" -> true;
      case "none" -> false;
      default -> throw new IllegalArgumentException("its key/kdf is not argon2id or none");
    };
  }

  KeyDerivation.Argon2id derivation() {
    return new KeyDerivation.Argon2id(
        number("key/memoryKiB"), number("key/iterations"), number("key/lanes"));
  }

  /// How the key is made, in the one spelling that is sealed.
  String derivationText() {
    return asksForPassphrase()
        ? derivation().text(HexFormat.of().formatHex(bytes("key/salt")))
        : SealedSecret.WITHOUT_DERIVATION;
  }

  private String text(String path) {
    return members.getOrDefault("/" + path.toLowerCase(java.util.Locale.ROOT), "");
  }

  void mustSay(String path, String expected) {
    if (!text(path).equals(expected)) {
      throw new IllegalArgumentException("its " + path + " is not " + expected);
    }
  }

  private int number(String path) {
    try {
      return Integer.parseInt(text(path));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("its " + path + " is no such number", e);
    }
  }

  byte[] bytes(String path) {
    try {
      return HexFormat.of().parseHex(text(path));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("its " + path + " is not hexadecimal", e);
    }
  }

  /// Says nothing of what is in it.
  @Override
  public String toString() {
    return "SealedText";
  }
}

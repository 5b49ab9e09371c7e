package io.freehold.adapters.chain.crypto;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/// What a key store file says, by the names of its `crypto` object. Some wallets write that name
/// with a capital.
///
/// @param values path below `/crypto/`, such as `kdfparams/n`, to value
record KeystoreText(Map<String, String> values) {
  private static final int CHARACTERS_MAX = 16 << 10;

  static KeystoreText read(String json) {
    Map<String, String> all =
        JsonScalars.of(json.length() <= CHARACTERS_MAX ? json : "")
            .orElseThrow(
                () -> new IllegalArgumentException("this is no key store of version 3: no JSON"));
    if (!"3".equals(all.get("/version"))) {
      throw new IllegalArgumentException("this is no key store of version 3");
    }
    var crypto = new HashMap<String, String>();
    all.forEach((path, value) -> {
      if (path.startsWith("/crypto/")) {
        crypto.put(path.substring("/crypto/".length()), value);
      }
    });
    return new KeystoreText(crypto);
  }

  String text(String path) {
    return values.getOrDefault(path, "");
  }

  void mustSay(String path, String expected) {
    if (!text(path).equals(expected)) {
      throw new IllegalArgumentException("the key store's " + path + " is not " + expected);
    }
  }

  int number(String path) {
    try {
      return Integer.parseInt(text(path));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("the key store's " + path + " is no such number", e);
    }
  }

  byte[] bytes(String path) {
    try {
      return HexFormat.of().parseHex(text(path));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the key store's " + path + " is not hexadecimal", e);
    }
  }

  /// Says nothing of what is in it.
  @Override
  public String toString() {
    return "KeystoreText";
  }
}

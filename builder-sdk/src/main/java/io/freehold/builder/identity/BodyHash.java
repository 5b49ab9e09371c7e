package io.freehold.builder.identity;

import io.freehold.builder.json.CanonicalJson;
import io.freehold.builder.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// How a signed request names its body (§4.1.9.1). The specification leaves the form open, and two
/// are spoken; every server of the protocol takes the first one, every session relay the second.
///
/// ```java
/// String claim = BodyHash.BYTES.of("{}".getBytes(StandardCharsets.UTF_8)); // sha256:44136f...
/// ```
public enum BodyHash {
  /// `sha256:` and the hash of the bytes, of no bytes too.
  BYTES {
    @Override
    public String of(byte[] body) {
      return "sha256:" + sha256(body);
    }
  },
  /// The hash of the body's canonical JSON; the empty text for no body.
  CANONICAL_JSON {
    @Override
    public String of(byte[] body) {
      return body.length == 0
          ? ""
          : sha256(CanonicalJson.of(Json.parse(body)).getBytes(StandardCharsets.UTF_8));
    }
  };

  public abstract String of(byte[] body);

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }
}

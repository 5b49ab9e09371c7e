package io.freehold.builder.manifest;

import io.freehold.builder.identity.BuilderKey;
import io.freehold.builder.json.CanonicalJson;
import io.freehold.builder.json.Json;
import io.freehold.domain.Signature;
import java.util.List;

/// What a builder says of itself in the `vana` block of its manifest (§5.5).
///
/// ```java
/// VanaBlock block =
///     new VanaBlock(
///         "https://app.example.com",
///         "https://app.example.com/privacy",
///         "https://app.example.com/terms",
///         "https://app.example.com/support",
///         "https://app.example.com/api/webhook");
/// String manifest = block.sign(key).manifest("My app");
/// ```
///
/// @param appUrl exactly as it was registered with the Gateway, a slash at the end included
public record VanaBlock(
    String appUrl, String privacyPolicyUrl, String termsUrl, String supportUrl, String webhookUrl) {
  private static final int CHARACTERS_MAX = 2_048;

  public VanaBlock {
    for (String url : List.of(appUrl, privacyPolicyUrl, termsUrl, supportUrl, webhookUrl)) {
      if (url.length() > CHARACTERS_MAX || !url.matches("https?://[^\\s\\p{Cntrl}]+")) {
        throw new IllegalArgumentException("the addresses in a manifest are https:// URLs");
      }
    }
  }

  /// The text that is signed.
  public String canonical() {
    return CanonicalJson.of(json());
  }

  public SignedBlock sign(BuilderKey key) {
    return new SignedBlock(this, key.sign(canonical()));
  }

  Json.Members json() {
    return Json.EMPTY
        .with("appUrl", appUrl)
        .with("privacyPolicyUrl", privacyPolicyUrl)
        .with("termsUrl", termsUrl)
        .with("supportUrl", supportUrl)
        .with("webhookUrl", webhookUrl);
  }

  static VanaBlock read(Json json) {
    return new VanaBlock(
        json.required("appUrl", text -> text),
        json.required("privacyPolicyUrl", text -> text),
        json.required("termsUrl", text -> text),
        json.required("supportUrl", text -> text),
        json.required("webhookUrl", text -> text));
  }

  /// A block and its builder's signature.
  public record SignedBlock(VanaBlock block, Signature signature) {
    /// The `vana` member of a manifest that you have already.
    public String json() {
      return members().text();
    }

    /// A whole manifest: serve it from the origin of `appUrl`, and link to it from the page there
    /// by `<link rel="manifest" href="/manifest.json">`.
    public String manifest(String name) {
      return Json.EMPTY
          .with("name", name)
          .with("short_name", name)
          .with("start_url", block.appUrl())
          .with("vana", members())
          .text();
    }

    private Json members() {
      return block.json().with("signature", signature.value());
    }
  }
}

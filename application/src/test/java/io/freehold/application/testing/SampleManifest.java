package io.freehold.application.testing;

import io.freehold.domain.connect.AppManifest;
import io.freehold.domain.identity.TextSigner;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A manifest as an application publishes it, complete and signed by its builder until a test says
/// otherwise.
public final class SampleManifest {
  private final Map<String, String> block = new TreeMap<>();
  private String name = "Sample App";
  private TextSigner signer = Cast.BUILDER_KEY;

  private SampleManifest() {
    block.put("appUrl", Cast.APP_URL);
    block.put("privacyPolicyUrl", Cast.APP_URL + "/privacy");
    block.put("termsUrl", Cast.APP_URL + "/terms");
    block.put("supportUrl", Cast.APP_URL + "/support");
    block.put("webhookUrl", Cast.APP_URL + "/api/webhook");
  }

  public static SampleManifest aManifest() {
    return new SampleManifest();
  }

  public SampleManifest named(String text) {
    name = text;
    return this;
  }

  public SampleManifest with(String field, String value) {
    block.put(field, value);
    return this;
  }

  public SampleManifest without(String field) {
    block.remove(field);
    return this;
  }

  public SampleManifest signedBy(TextSigner other) {
    signer = other;
    return this;
  }

  public AppManifest manifest() {
    String canonical = canonicalText();
    return new AppManifest(
        block.get("appUrl") + "/manifest.json",
        HexFormat.of().formatHex(Hash.of(name + canonical)),
        name,
        new AppManifest.Block(
            block.get("appUrl"),
            field("privacyPolicyUrl"),
            field("termsUrl"),
            field("supportUrl"),
            field("webhookUrl"),
            signer.sign(canonical),
            canonical));
  }

  private Optional<String> field(String called) {
    return Optional.ofNullable(block.get(called));
  }

  private String canonicalText() {
    return block.entrySet().stream()
        .map(field -> "\"" + field.getKey() + "\":\"" + field.getValue() + "\"")
        .collect(Collectors.joining(",", "{", "}"));
  }
}

package io.freehold.bootstrap.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.domain.identity.TextSigner;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The `vana` block of an application's manifest (§5.5): its addresses, signed by the builder's key
/// over the canonical JSON of the rest.
public final class ManifestBlock {
  private static final JsonMapper JSON = new JsonMapper();

  /// In the order of their names, as canonical JSON has them.
  private final Map<String, String> members = new TreeMap<>();

  /// @param appUrl as it is registered, character for character
  public ManifestBlock(String appUrl) {
    members.put("appUrl", url("appUrl", appUrl));
  }

  /// Adds one of `privacyPolicyUrl`, `termsUrl`, `supportUrl`, `webhookUrl`, where there is one.
  public ManifestBlock with(String name, Optional<String> value) {
    value.ifPresent(text -> members.put(name, url(name, text)));
    return this;
  }

  private static String url(String name, String text) {
    try {
      URI uri = new URI(text);
      boolean isWeb = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (isWeb && uri.getHost() != null && text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
        return text;
      }
    } catch (URISyntaxException _) {
      // said below
    }
    throw new Refusal(name + " is not a web address: " + text);
  }

  /// What is signed.
  public String canonicalText() {
    try {
      return JSON.writeValueAsString(members);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  public ObjectNode signedBy(TextSigner key) {
    ObjectNode block = JsonNodeFactory.instance.objectNode();
    members.forEach(block::put);
    return block.put("signature", key.sign(canonicalText()).value());
  }

  /// A whole web app manifest with the block in it, ready to be published.
  public String manifest(String name, TextSigner key) {
    ObjectNode manifest = JsonNodeFactory.instance.objectNode();
    manifest.put("name", name).put("short_name", name).put("start_url", "/");
    manifest.set("vana", signedBy(key));
    return manifest.toPrettyString();
  }
}

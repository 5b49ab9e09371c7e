package io.freehold.adapters.chain.connect;

import io.freehold.domain.Sha256;
import io.freehold.domain.Signature;
import io.freehold.domain.connect.AppManifest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Reads a web app manifest with a `vana` block (§5.5), which a stranger wrote.
final class ManifestText {
  private static final int NESTING_MAX = 32;
  private static final int FIELD_CHARACTERS_MAX = 2_048;
  private static final int NAME_CHARACTERS_MAX = 10_000;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(NESTING_MAX).build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ManifestText() {}

  /// An IllegalArgumentException says in plain words what is wrong with it.
  ///
  /// @param foundAt its address
  static AppManifest parse(byte[] bytes, String foundAt) {
    JsonNode manifest = tree(bytes);
    if (!(manifest.get("vana") instanceof ObjectNode block)) {
      throw new IllegalArgumentException("it has no vana block");
    }
    return new AppManifest(foundAt, Sha256.hex(bytes), nameIn(manifest), blockOf(block));
  }

  private static AppManifest.Block blockOf(ObjectNode block) {
    Signature signature = signature(required(block, "signature"));
    ObjectNode signed = block.deepCopy();
    signed.remove("signature");
    return new AppManifest.Block(
        required(block, "appUrl"),
        field(block, "privacyPolicyUrl"),
        field(block, "termsUrl"),
        field(block, "supportUrl"),
        field(block, "webhookUrl"),
        signature,
        CanonicalJson.of(signed));
  }

  private static Signature signature(String text) {
    try {
      return new Signature(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("its signature is none", e);
    }
  }

  private static String required(ObjectNode block, String name) {
    return field(block, name)
        .orElseThrow(() -> new IllegalArgumentException("its vana block has no " + name));
  }

  private static Optional<String> field(ObjectNode block, String name) {
    JsonNode value = block.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isString() || value.stringValue().length() > FIELD_CHARACTERS_MAX) {
      throw new IllegalArgumentException("its " + name + " is no text, or too long");
    }
    return Optional.of(value.stringValue());
  }

  /// The longer one first; a name that is no text is none.
  private static String nameIn(JsonNode manifest) {
    for (String member : new String[] {"name", "short_name"}) {
      JsonNode name = manifest.get(member);
      if (name != null && name.isString() && !name.stringValue().isBlank()) {
        String text = name.stringValue();
        return text.substring(0, Math.min(text.length(), NAME_CHARACTERS_MAX));
      }
    }
    return "";
  }

  private static JsonNode tree(byte[] bytes) {
    try {
      JsonNode tree = MAPPER.readTree(text(bytes));
      if (tree.isObject()) {
        return tree;
      }
    } catch (JacksonException | CharacterCodingException e) {
      throw new IllegalArgumentException(
          "it is no JSON in UTF-8, nests too deeply, or names a member twice", e);
    }
    throw new IllegalArgumentException("it is no JSON object");
  }

  private static String text(byte[] bytes) throws CharacterCodingException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }
}

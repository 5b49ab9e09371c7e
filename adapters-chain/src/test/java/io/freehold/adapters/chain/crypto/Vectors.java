package io.freehold.adapters.chain.crypto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.freehold.domain.Address;
import io.freehold.domain.identity.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What other implementations produced; see the notes beside the files.
final class Vectors {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Map<String, JsonNode> KEYS =
      all("keys").stream().collect(Collectors.toMap(k -> k.get("name").asText(), k -> k));

  private Vectors() {}

  static JsonNode file(String name) {
    try (var in = Vectors.class.getResourceAsStream("/vectors/" + name + ".json")) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<JsonNode> all(String file) {
    return file(file).valueStream().toList();
  }

  static JsonNode one(String file, String name) {
    return all(file).stream()
        .filter(vector -> vector.get("name").asText().equals(name))
        .findAny()
        .orElseThrow();
  }

  static PrivateKey key(String name) {
    return PrivateKey.of(new Secret(KEYS.get(name).get("privateKey").asText()));
  }

  static Address address(String key) {
    return new Address(KEYS.get(key).get("address").asText());
  }

  static String publicKey(String key) {
    return KEYS.get(key).get("publicKey").asText();
  }

  /// `0x` and one byte, 32 times.
  static String bytes32(int oneByte) {
    return "0x" + "%02x".formatted(oneByte).repeat(32);
  }
}

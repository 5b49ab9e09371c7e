package io.freehold.adapters.persistence.identity;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freehold.application.port.Signer;
import io.freehold.domain.Address;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.upkeep.Finding;
import io.freehold.domain.upkeep.Finding.Kind;
import io.freehold.domain.upkeep.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/// Looks whether the key files are there and are keys. What is wrong with one is said without a
/// word of what is in it.
public final class KeyInspection {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path home;
  private final Function<Secret, Signer> signers;
  private final Findings found;

  public KeyInspection(Path home, Function<Secret, Signer> signers, Findings found) {
    this.home = home;
    this.signers = signers;
    this.found = found;
  }

  /// Who signs with the key of a name; empty when there is no such key, or none that can be used.
  ///
  /// @param isNeeded whether this home was used with such a key before
  public Optional<Signer> inspect(String name, boolean isNeeded) throws IOException {
    Path file = home.resolve("keys").resolve(name + ".json");
    if (!Files.exists(file)) {
      if (isNeeded) {
        report(Kind.MISSING_KEY, file, "this home was used with a key that is gone");
      }
      return Optional.empty();
    }
    Optional<Signer> signer = read(file).flatMap(this::signer);
    if (signer.isEmpty()) {
      report(Kind.DAMAGED_KEY, file, "it is not a key file, or not whole");
    }
    return signer;
  }

  private Optional<Signer> signer(JsonNode key) {
    try {
      Signer signer = signers.apply(new Secret(key.path("privateKey").asText()));
      var written = new Address(key.path("address").asText());
      return Optional.of(signer).filter(made -> made.address().equals(written));
    } catch (IllegalArgumentException e) {
      // The message might quote the key.
      return Optional.empty();
    }
  }

  public void inspectKeystore() throws IOException {
    Path file = home.resolve("owner/keystore.json");
    if (Files.exists(file) && read(file).filter(KeyInspection::isKeystore).isEmpty()) {
      report(Kind.DAMAGED_KEY, file, "it is not a key store, or not whole");
    }
  }

  public void inspectMasterKey() throws IOException {
    Path file = home.resolve("owner/master-key.json");
    if (Files.exists(file)
        && read(file).filter(json -> json.path("ciphertext").isTextual()).isEmpty()) {
      report(Kind.DAMAGED_KEY, file, "it is not a sealed master key, or not whole");
    }
  }

  private static boolean isKeystore(JsonNode json) {
    return json.path("crypto").isObject() || json.path("Crypto").isObject();
  }

  private static Optional<JsonNode> read(Path file) throws IOException {
    try {
      return Optional.ofNullable(JSON.readTree(Files.readAllBytes(file)));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private void report(Kind kind, Path file, String detail) {
    found.add(new Finding(kind, home.relativize(file).toString(), detail));
  }
}

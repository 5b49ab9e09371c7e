package io.freehold.bootstrap.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.freehold.adapters.chain.ChainAdapter;
import io.freehold.application.port.Signer;
import io.freehold.domain.identity.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.random.RandomGenerator;

/// A builder's key in a file only its owner can read: `{"address","publicKey","privateKey"}`. One
/// that somebody else made may also be there by itself, in hexadecimal.
public final class BuilderKeyFile {
  private final ChainAdapter chain;

  public BuilderKeyFile(ChainAdapter chain) {
    this.chain = chain;
  }

  public Signer read(Path file) {
    try {
      String text = Files.readString(file).strip();
      return chain.signer(text.startsWith("{") ? ofJson(text) : new Secret(text));
    } catch (IOException | IllegalArgumentException e) {
      throw new Refusal(
          file + " is no builder key: `freehold builders register --key FILE` makes one", e);
    }
  }

  private static Secret ofJson(String text) throws IOException {
    JsonNode key = new JsonMapper().readTree(text);
    return new Secret(key.path("privateKey").asText());
  }

  /// Makes a key and writes it; an existing file is never touched.
  public Signer make(Path file, RandomGenerator random) {
    Secret key = chain.newPrivateKey(random);
    Signer signer = chain.signer(key);
    String json =
        "{\n  \"address\": \"%s\",\n  \"publicKey\": \"%s\",\n  \"privateKey\": \"%s\"\n}\n"
            .formatted(signer.address(), signer.publicKey(), key.reveal());
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, json, StandardOpenOption.WRITE);
      return signer;
    } catch (IOException e) {
      throw new Refusal("cannot write the builder's key to " + file + ": " + e.getMessage(), e);
    }
  }
}

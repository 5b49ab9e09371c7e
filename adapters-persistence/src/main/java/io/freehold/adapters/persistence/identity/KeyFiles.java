package io.freehold.adapters.persistence.identity;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freehold.adapters.persistence.files.Disk;
import io.freehold.adapters.persistence.files.WriteGate;
import io.freehold.application.port.Signer;
import io.freehold.domain.Address;
import io.freehold.domain.identity.Secret;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The private keys of this server, the owner's key store and the owner's sealed master key, one
/// file each (threat T47). A private key is written once and never again: what was signed with it
/// depends on it.
public final class KeyFiles {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEYSTORE = "keystore.json";
  private static final String MASTER_KEY = "master-key.json";
  private static final String NEW = ".new";

  private final Path keys;
  private final Path owner;
  private final Disk disk;
  private final WriteGate gate;

  public KeyFiles(Path home, Disk disk, WriteGate gate) {
    this.keys = home.resolve("keys");
    this.owner = home.resolve("owner");
    this.disk = disk;
    this.gate = gate;
  }

  /// Removes what a crash left of keys that were never acknowledged, or of the first names of those
  /// that were.
  public void removeLeftovers() throws IOException {
    for (Path folder : List.of(keys, owner)) {
      var leftovers = new ArrayList<Path>();
      disk.list(folder, leftovers::add);
      for (Path leftover : leftovers) {
        if (leftover.getFileName().toString().endsWith(NEW)) {
          disk.remove(leftover);
        }
      }
    }
  }

  /// Who signs with the private key of that name; empty when none was written. A file that is no
  /// key, or whose key is another than its address says, is an IllegalStateException: making
  /// another key in its place would be worse, and so would be signing with somebody else's.
  public Optional<Signer> readSigner(String name, Function<Secret, Signer> signers) {
    Path file = keyFile(name);
    return read(file).map(text -> signer(file, text, signers));
  }

  private static Signer signer(Path file, String text, Function<Secret, Signer> signers) {
    try {
      JsonNode key = JSON.readTree(text);
      var written = new Address(key.required("address").asText());
      Signer signer = signers.apply(privateKey(key));
      if (signer.address().equals(written)) {
        return signer;
      }
    } catch (JacksonException | IllegalArgumentException e) {
      // The cause would quote the file, which is secret.
    }
    throw new IllegalStateException(
        file
            + " is not a key file any more, or its address and its key do not belong together;"
            + " restore it from a backup, or move it away");
  }

  private static Secret privateKey(JsonNode file) {
    JsonNode key = file.required("privateKey");
    if (!key.isTextual()) {
      throw new IllegalArgumentException("not a text");
    }
    return new Secret(key.textValue());
  }

  /// An IllegalStateException when there is a key of that name already.
  public void writeKey(String name, Address address, String publicKey, Secret privateKey) {
    String json =
        JSON.createObjectNode()
            .put("address", address.value())
            .put("publicKey", publicKey)
            .put("privateKey", privateKey.reveal())
            .toPrettyString();
    write(keys, keyFile(name), json);
  }

  public Optional<String> readKeystore() {
    return read(owner.resolve(KEYSTORE));
  }

  /// An IllegalStateException when there is a key store already.
  public void writeKeystore(String json) {
    write(owner, owner.resolve(KEYSTORE), json);
  }

  /// The owner's master-key signature, sealed (threat T45).
  public Optional<String> readMasterKey() {
    return read(owner.resolve(MASTER_KEY));
  }

  /// The one file here that takes the place of another: the same secret, sealed with something
  /// else.
  public void writeMasterKey(String sealed) {
    Path file = owner.resolve(MASTER_KEY);
    Path next = file.resolveSibling(MASTER_KEY + NEW);
    try {
      disk.remove(next);
      disk.create(next, sealed.getBytes(StandardCharsets.UTF_8));
      disk.replace(next, file);
      disk.syncFolder(owner);
    } catch (IOException e) {
      throw gate.refusal(e);
    }
  }

  public void removeMasterKey() {
    try {
      disk.remove(owner.resolve(MASTER_KEY));
      disk.syncFolder(owner);
    } catch (IOException e) {
      throw gate.refusal(e);
    }
  }

  private Path keyFile(String name) {
    if (!name.matches("[a-z]{1,32}")) {
      throw new IllegalArgumentException("not the name of a key: " + name);
    }
    return keys.resolve(name + ".json");
  }

  private Optional<String> read(Path file) {
    try (InputStream in = disk.open(file)) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (FileNotFoundException | NoSuchFileException e) {
      return readNothing(file, e);
    } catch (IOException e) {
      throw gate.refusal(e);
    }
  }

  /// Not to be read is not the same as not to be there.
  private Optional<String> readNothing(Path file, IOException because) {
    try {
      if (disk.size(file) < 0) {
        return Optional.empty();
      }
    } catch (IOException e) {
      because.addSuppressed(e);
    }
    throw new IllegalStateException(file + " cannot be read: " + because.getMessage(), because);
  }

  /// Written under another name and linked, so that the file is whole or not there.
  private void write(Path folder, Path file, String text) {
    Path next = file.resolveSibling(file.getFileName() + NEW);
    try {
      disk.remove(next);
      disk.create(next, text.getBytes(StandardCharsets.UTF_8));
      linkAndRemove(next, file);
      disk.syncFolder(folder);
    } catch (FileAlreadyExistsException e) {
      throw new IllegalStateException(file + " is there already and is not overwritten", e);
    } catch (IOException e) {
      throw gate.refusal(e);
    }
  }

  private void linkAndRemove(Path next, Path file) throws IOException {
    try {
      disk.link(next, file);
    } finally {
      disk.remove(next);
    }
  }
}

package io.freehold.adapters.persistence.storage;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freehold.adapters.persistence.files.Disk;
import io.freehold.adapters.persistence.files.WriteGate;
import io.freehold.application.port.OAuthTokens;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.storage.OAuthToken;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// OAuth tokens on the disk, one file for each service, sealed and closed to others (threats T48,
/// T68). A file is replaced as a whole: a crash leaves the token before or the token after.
public final class SealedOAuthTokens implements OAuthTokens {
  private static final Logger LOG = LoggerFactory.getLogger(SealedOAuthTokens.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NEW = ".new";

  private final Path folder;
  private final Disk disk;
  private final WriteGate gate;
  private final BiFunction<Secret, String, String> seal;
  private final BiFunction<String, String, Secret> open;
  private final Set<String> warned = new HashSet<>();

  /// @param folder which is there, for the owner's eyes only
  /// @param seal makes a text of a secret and of what it is for
  /// @param open the way back; an IllegalArgumentException for another key or another purpose
  public SealedOAuthTokens(
      Path folder,
      Disk disk,
      WriteGate gate,
      BiFunction<Secret, String, String> seal,
      BiFunction<String, String, Secret> open) {
    this.folder = folder;
    this.disk = disk;
    this.gate = gate;
    this.seal = seal;
    this.open = open;
  }

  /// Removes what a crash left of tokens that were never acknowledged.
  public static void removeLeftovers(Path folder, Disk disk) throws IOException {
    var leftovers = new ArrayList<Path>();
    disk.list(folder, leftovers::add);
    for (Path leftover : leftovers) {
      if (leftover.getFileName().toString().endsWith(NEW)) {
        disk.remove(leftover);
      }
    }
  }

  @Override
  public synchronized Optional<OAuthToken> find(String service) {
    Path file = fileOf(service);
    return read(file).flatMap(sealed -> opened(sealed, service, file));
  }

  /// A file that belongs to another service or another owner is as good as none.
  private Optional<OAuthToken> opened(String sealed, String service, Path file) {
    try {
      return Optional.of(token(open.apply(sealed, purpose(service))));
    } catch (IllegalArgumentException e) {
      if (warned.add(service)) {
        LOG.warn("{} cannot be opened: {}", file, e.getMessage());
      }
      return Optional.empty();
    }
  }

  /// What is wrong with the text is not told: it would quote what must not be seen.
  private static OAuthToken token(Secret text) {
    try {
      JsonNode token = JSON.readTree(text.reveal());
      return new OAuthToken(
          token.required("account").asText(),
          new Secret(token.required("access").asText()),
          new Secret(token.required("refresh").asText()),
          Instant.parse(token.required("expiresAt").asText()));
    } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
      throw new IllegalArgumentException("there is no token in it");
    }
  }

  @Override
  public synchronized void keep(String service, OAuthToken token) {
    Path file = fileOf(service);
    String sealed = seal.apply(new Secret(json(token)), purpose(service));
    var _ =
        gate.evenIfFull(() -> {
          replace(file, sealed.getBytes(StandardCharsets.UTF_8));
          return file;
        });
  }

  private static String purpose(String service) {
    return "oauth-" + service;
  }

  private static String json(OAuthToken token) {
    return JSON.createObjectNode()
        .put("account", token.account())
        .put("access", token.access().reveal())
        .put("refresh", token.refresh().reveal())
        .put("expiresAt", token.expiresAt().toString())
        .toString();
  }

  private void replace(Path file, byte[] sealed) {
    Path next = file.resolveSibling(file.getFileName() + NEW);
    try {
      disk.remove(next);
      disk.create(next, sealed);
      disk.replace(next, file);
      disk.syncFolder(folder);
    } catch (IOException e) {
      throw gate.refusal(e);
    }
  }

  @Override
  public synchronized boolean forget(String service) {
    Path file = fileOf(service);
    try {
      boolean isThere = disk.size(file) >= 0;
      disk.remove(file);
      disk.syncFolder(folder);
      return isThere;
    } catch (IOException e) {
      throw gate.refusal(e);
    }
  }

  private Optional<String> read(Path file) {
    try (InputStream in = disk.open(file)) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (FileNotFoundException | NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw gate.refusal(e);
    }
  }

  private Path fileOf(String service) {
    if (!service.matches("[a-z]{1,32}")) {
      throw new IllegalArgumentException("not the name of a service: " + service);
    }
    return folder.resolve(service + ".sealed");
  }
}

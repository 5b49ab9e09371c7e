package io.freehold.adapters.persistence.upkeep;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freehold.domain.Address;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/// The first entry of an archive: whose it is, and how it is to be read.
///
/// @param bytes of everything in it, about
public record About(Address server, Optional<Address> owner, Instant madeAt, long bytes) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FORMAT = "freehold-backup";
  private static final int VERSION = 1;
  private static final int BYTES_MAX = 16 << 10;

  byte[] json() {
    var json =
        JSON.createObjectNode()
            .put("format", FORMAT)
            .put("version", VERSION)
            .put("madeAt", madeAt.toString())
            .put("server", server.value());
    owner.ifPresent(address -> json.put("owner", address.value()));
    return json.put("bytes", bytes).toPrettyString().getBytes(StandardCharsets.UTF_8);
  }

  static About read(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(BYTES_MAX + 1);
    try {
      JsonNode json = JSON.readTree(bytes.length > BYTES_MAX ? new byte[0] : bytes);
      mustBeKnown(json);
      return new About(
          new Address(json.path("server").asText()),
          Optional.of(json.path("owner").asText())
              .filter(text -> !text.isEmpty())
              .map(Address::new),
          Instant.parse(json.path("madeAt").asText()),
          json.path("bytes").asLong());
    } catch (JacksonException | DateTimeException e) {
      throw new IllegalArgumentException("it is no backup: it does not say what it is", e);
    }
  }

  private static void mustBeKnown(JsonNode json) {
    if (!json.path("format").asText().equals(FORMAT)) {
      throw new IllegalArgumentException("it is no backup: it does not say what it is");
    }
    if (json.path("version").asInt() != VERSION) {
      throw new IllegalArgumentException(
          "it was written by another version of this server (form %d); use that version"
              .formatted(json.path("version").asInt()));
    }
  }
}

package io.freehold.adapters.persistence.access;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freehold.application.port.Signatures;
import io.freehold.application.port.Signer;
import io.freehold.domain.Address;
import io.freehold.domain.Signature;
import io.freehold.domain.access.Checkpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// A checkpoint as `checkpoint.json` has it: whoever removes the oldest lines of the log would have
/// to sign this as well (threat T54).
record LogCheckpoint(Checkpoint checkpoint, Signature signature) {
  private static final ObjectMapper JSON = new ObjectMapper(new JsonFactory());

  static LogCheckpoint sign(Checkpoint checkpoint, Signer serverKey) {
    return new LogCheckpoint(checkpoint, serverKey.sign(text(checkpoint)));
  }

  private static String text(Checkpoint checkpoint) {
    return String.join(
        "\n",
        "freehold-access-log-checkpoint-v1",
        Long.toString(checkpoint.sequence()),
        checkpoint.hash(),
        checkpoint.through().toString(),
        checkpoint.madeAt().toString());
  }

  boolean isSignedBy(Address server, Signatures signatures) {
    return signer(signatures).filter(server::equals).isPresent();
  }

  /// Whoever signed it.
  Optional<Address> signer(Signatures signatures) {
    return signatures.signerOf(text(checkpoint), signature);
  }

  byte[] json() {
    return new JsonLine(Integer.MAX_VALUE)
        .number("sequence", checkpoint.sequence())
        .text("hash", checkpoint.hash())
        .text("through", checkpoint.through().toString())
        .text("madeAt", checkpoint.madeAt().toString())
        .text("signature", signature.value())
        .closed()
        .getBytes(StandardCharsets.UTF_8);
  }

  /// Empty when the bytes are no checkpoint.
  static Optional<LogCheckpoint> read(byte[] json) {
    try {
      JsonNode members = JSON.readTree(json);
      return Optional.of(
          new LogCheckpoint(
              new Checkpoint(
                  members.required("sequence").longValue(),
                  members.required("hash").asText(),
                  LocalDate.parse(members.required("through").asText()),
                  Instant.parse(members.required("madeAt").asText())),
              new Signature(members.required("signature").asText())));
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }
}

package io.freehold.adapters.persistence.access;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freehold.application.port.Signatures;
import io.freehold.application.port.Signer;
import io.freehold.domain.Address;
import io.freehold.domain.Signature;
import io.freehold.domain.access.SignedHead;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/// The newest line this server vouches for, as `head.json` has it: whoever removes lines at the end
/// of the log, or writes the chain anew, would have to sign this as well.
///
/// @param sequence of the line; 0 before the first
record LogHead(long sequence, String hash, Instant signedAt, Signature signature) {
  private static final ObjectMapper JSON = new ObjectMapper(new JsonFactory());

  static LogHead sign(long sequence, String hash, Instant now, Signer serverKey) {
    return new LogHead(sequence, hash, now, serverKey.sign(text(sequence, hash)));
  }

  private static String text(long sequence, String hash) {
    return "freehold-access-log-head-v1\n" + sequence + "\n" + hash;
  }

  boolean isSignedBy(Address server, Signatures signatures) {
    return signer(signatures).filter(server::equals).isPresent();
  }

  /// Whoever signed it.
  Optional<Address> signer(Signatures signatures) {
    return signatures.signerOf(text(sequence, hash), signature);
  }

  /// For the owner to keep.
  SignedHead told() {
    return new SignedHead(sequence, hash, signedAt, signature);
  }

  byte[] json() {
    return new JsonLine(Integer.MAX_VALUE)
        .number("sequence", sequence)
        .text("hash", hash)
        .text("signedAt", signedAt.toString())
        .text("signature", signature.value())
        .closed()
        .getBytes(StandardCharsets.UTF_8);
  }

  /// Empty when the bytes are no head.
  static Optional<LogHead> read(byte[] json) {
    try {
      JsonNode head = JSON.readTree(json);
      return Optional.of(
          new LogHead(
              head.required("sequence").longValue(),
              head.required("hash").asText(),
              Instant.parse(head.required("signedAt").asText()),
              new Signature(head.required("signature").asText())));
    } catch (IOException | IllegalArgumentException | java.time.DateTimeException e) {
      return Optional.empty();
    }
  }
}

package io.freehold.domain.data;

import io.freehold.domain.CollectedAt;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Scope;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// One version of a scope: the envelope of §5.2 around a payload.
///
/// @param schema the registered schema, if the scope has one
public record DataFile(
    Optional<SchemaReference> schema, Scope scope, CollectedAt collectedAt, JsonDocument payload) {
  private static final byte[] END = {'}'};

  /// A schema as an envelope names it.
  public record SchemaReference(SchemaId id, String definitionUrl) {}

  /// The file, byte for byte: the members of the envelope, then the payload as it was received.
  public byte[] bytes() {
    byte[] head = head().getBytes(StandardCharsets.UTF_8);
    byte[] file = new byte[head.length + payload.utf8().length + END.length];
    System.arraycopy(head, 0, file, 0, head.length);
    System.arraycopy(payload.utf8(), 0, file, head.length, payload.utf8().length);
    System.arraycopy(END, 0, file, file.length - END.length, END.length);
    return file;
  }

  private String head() {
    String schemaMember =
        schema.map(s -> "\"$schema\":" + quoted(s.definitionUrl()) + ",").orElse("");
    return "{"
        + schemaMember
        + "\"version\":\"1.0\",\"scope\":\""
        + scope.value()
        + "\",\"collectedAt\":\""
        + collectedAt.text()
        + "\",\"data\":";
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder(text.length() + 2).append('"');
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}

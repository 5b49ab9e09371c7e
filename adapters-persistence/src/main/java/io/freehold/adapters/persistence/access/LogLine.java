package io.freehold.adapters.persistence.access;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.freehold.domain.Sha256;
import io.freehold.domain.access.AccessLogEntry;
import io.freehold.domain.access.LoggedAccess;
import io.freehold.domain.identity.ClientInfo;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// One line of the log as bytes. Its hash is the SHA-256 of the line without its last member, that
/// is, of everything before `,"hash":"` and a closing brace; `prev` is within what is hashed:
///
/// ```
/// {"logId":...,"sequence":7,"prev":"<hash of line 6>","hash":"<hash of this line up to prev, and }>"}
/// ```
///
/// @param bytes without the line break
record LogLine(byte[] bytes) {
  /// No line is longer: fields are cut.
  static final int BYTES_MAX = 64 << 10;

  static final String NO_HASH = "0".repeat(64);

  private static final String HASH_MEMBER = ",\"hash\":\"";
  private static final int HASH_CHARACTERS = 64;
  private static final int TAIL = HASH_MEMBER.length() + HASH_CHARACTERS + 2;
  private static final JsonFactory JSON = new JsonFactory();
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /// @param textMax characters kept of each text
  static LogLine of(AccessLogEntry entry, long sequence, String prev, int textMax) {
    String unhashed =
        new JsonLine(textMax)
            .text("logId", entry.logId())
            .text("grantId", entry.grantId())
            .text("builder", builder(entry))
            .text("action", entry.action())
            .text("scope", entry.scope())
            .text("timestamp", MILLIS.format(entry.timestamp()))
            .text("ipAddress", entry.client().address())
            .text("userAgent", entry.client().userAgent())
            .text("outcome", entry.outcome())
            .number("status", entry.status())
            .text("actor", entry.actor())
            .text("requestId", entry.requestId())
            .number("sequence", sequence)
            .text("prev", prev)
            .closed();
    byte[] hashed = unhashed.getBytes(StandardCharsets.UTF_8);
    String tail = HASH_MEMBER + sha256(hashed, hashed.length) + "\"}";
    byte[] line = Arrays.copyOf(hashed, hashed.length - 1 + TAIL);
    System.arraycopy(tail.getBytes(StandardCharsets.US_ASCII), 0, line, hashed.length - 1, TAIL);
    return new LogLine(line);
  }

  /// The member §5.4 knows: the actor, when it is a builder.
  private static Optional<String> builder(AccessLogEntry entry) {
    boolean isOwner = entry.grantId().filter("owner"::equals).isPresent();
    return entry.actor().startsWith("0x") && !isOwner
        ? Optional.of(entry.actor())
        : Optional.empty();
  }

  /// What the line says its hash is; empty when it does not end as lines do.
  Optional<String> hash() {
    int at = bytes.length - TAIL;
    if (at < 1) {
      return Optional.empty();
    }
    String tail = new String(bytes, at, TAIL, StandardCharsets.ISO_8859_1);
    boolean isTail = tail.startsWith(HASH_MEMBER) && tail.endsWith("\"}");
    return isTail
        ? Optional.of(tail.substring(HASH_MEMBER.length(), HASH_MEMBER.length() + HASH_CHARACTERS))
        : Optional.empty();
  }

  /// Whether the line is, byte for byte, the one its hash was made of.
  boolean isIntact() {
    return hash().filter(hash -> hash.equals(computedHash())).isPresent();
  }

  private String computedHash() {
    int length = bytes.length - TAIL + 1;
    byte[] hashed = Arrays.copyOf(bytes, length);
    hashed[length - 1] = '}';
    return sha256(hashed, length);
  }

  private static String sha256(byte[] bytes, int length) {
    MessageDigest digest = Sha256.begin();
    digest.update(bytes, 0, length);
    return HexFormat.of().formatHex(digest.digest());
  }

  /// What the line says; empty when it is no line of ours.
  Optional<LoggedAccess> read() {
    try {
      Map<String, String> members = members();
      var entry =
          new AccessLogEntry(
              text(members, "logId"),
              Optional.ofNullable(members.get("grantId")),
              text(members, "actor"),
              text(members, "action"),
              Optional.ofNullable(members.get("scope")),
              Instant.parse(text(members, "timestamp")),
              new ClientInfo(text(members, "ipAddress"), text(members, "userAgent")),
              Integer.parseInt(text(members, "status")),
              text(members, "outcome"),
              text(members, "requestId"));
      long sequence = Long.parseLong(text(members, "sequence"));
      return Optional.of(
          new LoggedAccess(sequence, entry, text(members, "prev"), text(members, "hash")));
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String text(Map<String, String> members, String name) {
    String text = members.get(name);
    if (text == null) {
      throw new IllegalArgumentException("a line without " + name);
    }
    return text;
  }

  private Map<String, String> members() throws IOException {
    var members = new HashMap<String, String>();
    try (JsonParser parser = JSON.createParser(bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("not an object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
          members.put(name, parser.getText());
        } else {
          parser.skipChildren();
        }
      }
    } catch (JacksonException | CharConversionException e) {
      throw new IllegalArgumentException("not JSON", e);
    }
    return members;
  }

  byte[] withLineBreak() {
    byte[] line = Arrays.copyOf(bytes, bytes.length + 1);
    line[bytes.length] = '\n';
    return line;
  }
}

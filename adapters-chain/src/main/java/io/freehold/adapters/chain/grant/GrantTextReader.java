package io.freehold.adapters.chain.grant;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.freehold.domain.Address;
import io.freehold.domain.grant.GrantTerms;
import io.freehold.domain.grant.ScopePattern;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads a grant text: one JSON object, no member twice, nothing after it. Members it does not know
/// are passed over; numbers may be written as text.
final class GrantTextReader {
  private static final int CHARACTERS_MAX = 16 << 10;
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,18}");

  private final JsonFactory json =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  GrantTerms read(String text) {
    if (text.length() > CHARACTERS_MAX) {
      throw new IllegalArgumentException(
          "a grant text has at most " + CHARACTERS_MAX + " characters");
    }
    try (JsonParser parser = json.createParser(text)) {
      GrantTerms terms = readObject(parser);
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException("there is something after the grant text");
      }
      return terms;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "the grant text is no JSON object: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
  }

  private static GrantTerms readObject(JsonParser parser) throws IOException {
    expect(parser.nextToken(), JsonToken.START_OBJECT, "the grant text", "an object");
    var user = Optional.<Address>empty();
    var builder = Optional.<Address>empty();
    List<ScopePattern> scopes = List.of();
    long expiresAt = 0;
    long nonce = 0;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      switch (name) {
        case "user" -> user = Optional.of(new Address(text(parser, token, name)));
        case "builder" -> builder = Optional.of(new Address(text(parser, token, name)));
        case "scopes" -> scopes = scopes(parser, token);
        case "expiresAt" -> expiresAt = number(parser, token, name);
        case "nonce" -> nonce = number(parser, token, name);
        default -> parser.skipChildren();
      }
    }
    return new GrantTerms(
        user.orElseThrow(() -> missing("user")),
        builder.orElseThrow(() -> missing("builder")),
        scopes,
        GrantTerms.expiry(expiresAt),
        nonce);
  }

  private static List<ScopePattern> scopes(JsonParser parser, JsonToken token) throws IOException {
    expect(token, JsonToken.START_ARRAY, "scopes", "a list");
    var scopes = new ArrayList<ScopePattern>();
    for (JsonToken item = parser.nextToken();
        item != JsonToken.END_ARRAY;
        item = parser.nextToken()) {
      scopes.add(new ScopePattern(text(parser, item, "each of the scopes")));
    }
    return scopes;
  }

  private static String text(JsonParser parser, JsonToken token, String name) throws IOException {
    expect(token, JsonToken.VALUE_STRING, name, "text");
    return parser.getText();
  }

  private static long number(JsonParser parser, JsonToken token, String name) throws IOException {
    boolean mayBeNumber = token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_STRING;
    if (!mayBeNumber || !NUMBER.matcher(parser.getText()).matches()) {
      throw new IllegalArgumentException(name + " of a grant text is a whole number");
    }
    try {
      return Long.parseLong(parser.getText());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " of a grant text is too large", e);
    }
  }

  private static void expect(JsonToken actual, JsonToken expected, String name, String what) {
    if (actual != expected) {
      throw new IllegalArgumentException(name + " of a grant text is " + what);
    }
  }

  private static IllegalArgumentException missing(String name) {
    return new IllegalArgumentException("the grant text has no " + name);
  }
}

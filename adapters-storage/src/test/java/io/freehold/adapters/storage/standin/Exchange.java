package io.freehold.adapters.storage.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a stand-in is asked, and what it answers.
public final class Exchange {
  static final ObjectMapper JSON = new ObjectMapper();

  private Exchange() {}

  /// @param query decoded
  /// @param headers by their names in lower case
  public record Request(
      String method,
      String path,
      Map<String, String> query,
      Map<String, List<String>> headers,
      byte[] body) {

    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT))).map(List::getFirst);
    }

    public boolean is(String wantedMethod, String wantedPath) {
      return method.equals(wantedMethod) && path.equals(wantedPath);
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    JsonNode json() {
      return parsed(text());
    }

    public Map<String, String> form() {
      return fields(text());
    }
  }

  /// @param status 0 for none: the connection is closed instead
  public record Answer(int status, Map<String, String> headers, byte[] body) {
    public static final Answer NONE = new Answer(0, Map.of(), new byte[0]);

    public static Answer json(int status, JsonNode body) {
      return new Answer(
          status,
          Map.of("content-type", "application/json; charset=utf-8"),
          body.toString().getBytes(StandardCharsets.UTF_8));
    }

    public static Answer text(int status, String type, String body) {
      return new Answer(
          status, Map.of("content-type", type), body.getBytes(StandardCharsets.UTF_8));
    }

    public static Answer empty(int status) {
      return new Answer(status, Map.of(), new byte[0]);
    }

    public Answer with(String header, String value) {
      var all = new LinkedHashMap<>(headers);
      all.put(header, value);
      return new Answer(status, all, body);
    }
  }

  static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new IllegalArgumentException("not JSON: " + text, e);
    }
  }

  static Map<String, String> fields(String query) {
    var fields = new LinkedHashMap<String, String>();
    for (String field : query.split("&")) {
      if (!field.isEmpty()) {
        int equals = field.indexOf('=');
        String name = equals < 0 ? field : field.substring(0, equals);
        String value = equals < 0 ? "" : field.substring(equals + 1);
        if (fields.put(decoded(name), decoded(value)) != null) {
          throw new IllegalArgumentException("twice: " + name);
        }
      }
    }
    return fields;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}

package io.freehold.adapters.storage.dropbox;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.freehold.adapters.storage.http.Answer;
import io.freehold.adapters.storage.http.Body;
import io.freehold.adapters.storage.http.Request;
import io.freehold.adapters.storage.oauth.AuthorizedHttp;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// The two ways of Dropbox to be asked: with JSON in the body, and, where the body is a file, with
/// JSON in a header. None of the calls made here shares anything.
final class DropboxApi {
  static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final AuthorizedHttp http;
  private final URI api;
  private final URI content;

  DropboxApi(AuthorizedHttp http, URI api, URI content) {
    this.http = http;
    this.api = api;
    this.content = content;
  }

  /// Asks with JSON in the body; what is answered may be a refusal.
  Answer call(String route, JsonNode argument) {
    return http.ask(
        Request.post(
                URI.create(api + "/2/files/" + route),
                Body.of(argument.toString().getBytes(StandardCharsets.UTF_8)))
            .with("content-type", "application/json"));
  }

  /// Sends a file, or a part of one.
  Answer send(String route, JsonNode argument, Body body) {
    return http.ask(
        Request.post(URI.create(content + "/2/files/" + route), body)
            .with("content-type", "application/octet-stream")
            .with("dropbox-api-arg", headerText(argument)));
  }

  InputStream download(JsonNode argument) {
    return http.download(
        Request.post(URI.create(content + "/2/files/download"), Body.none())
            .with("dropbox-api-arg", headerText(argument))
            .repeatable(),
        DropboxFailures::of);
  }

  /// A header carries ASCII: everything else is escaped, as JSON allows, and so is DEL.
  static String headerText(JsonNode argument) {
    try {
      return JSON.writeValueAsString(argument).replace("\u007f", "\\u007f");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode good(Answer answer) {
    if (!answer.isGood()) {
      throw DropboxFailures.of(answer).asException();
    }
    if (answer.header("content-type").orElse("").startsWith("text/html")) {
      throw DropboxFailures.loginPage();
    }
    JsonNode json = answer.json();
    if (json.isMissingNode()) {
      throw DropboxFailures.nonsense("answers with something that is no JSON");
    }
    return json;
  }
}

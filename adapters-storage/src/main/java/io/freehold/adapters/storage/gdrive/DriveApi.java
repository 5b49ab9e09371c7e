package io.freehold.adapters.storage.gdrive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freehold.adapters.storage.http.Answer;
import io.freehold.adapters.storage.http.Body;
import io.freehold.adapters.storage.http.Failures;
import io.freehold.adapters.storage.http.Request;
import io.freehold.adapters.storage.oauth.AuthorizedHttp;
import io.freehold.adapters.storage.oauth.Form;
import io.freehold.domain.storage.StorageException;
import io.freehold.domain.storage.StorageFailure;
import io.freehold.domain.storage.StorageFailure.Reason;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/// The few calls of Drive that this server makes. None of them shares anything: there is no call
/// for permissions here, and none for links.
final class DriveApi {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGE_SIZE = 1_000;

  private final AuthorizedHttp http;
  private final URI api;
  private final int pagesMax;

  DriveApi(AuthorizedHttp http, URI api, int pagesMax) {
    this.http = http;
    this.api = api;
    this.pagesMax = pagesMax;
  }

  /// What Drive says about a file; empty when there is none.
  ///
  /// @param fields what is asked for, by Drive's names
  Optional<JsonNode> find(String id, String fields) {
    Answer answer = http.ask(Request.get(file(id, new Form().with("fields", fields))));
    return unlessMissing(answer, DriveApi::object);
  }

  /// Where what comes is no blob, Drive is asked about the file: if it answers that with a login
  /// page too, this server is not let in any more.
  InputStream download(String id) {
    try {
      return http.download(
          Request.get(file(id, new Form().with("alt", "media"))), DriveFailures::of);
    } catch (StorageException e) {
      if (Failures.isOfAWebPage(e)) {
        var _ = find(id, "id");
      }
      throw e;
    }
  }

  /// For good: what is in the trash is still there. False when there is no such file.
  boolean delete(String id) {
    Answer answer = http.ask(Request.delete(URI.create(api + "/files/" + id)));
    return unlessMissing(answer, _ -> true).orElse(false);
  }

  /// Makes a file without content, and returns its id.
  String create(JsonNode metadata) {
    Answer answer =
        http.ask(
            Request.post(
                    URI.create(api + "/files?fields=id"),
                    Body.of(metadata.toString().getBytes(StandardCharsets.UTF_8)))
                .with("content-type", "application/json; charset=UTF-8"));
    return idIn(good(answer));
  }

  /// All files that a query finds, page by page.
  ///
  /// @param fields of each file
  void list(String query, String fields, Consumer<JsonNode> file) {
    var seen = new HashSet<String>();
    Optional<String> next = Optional.empty();
    do {
      JsonNode page = page(query, fields, next);
      page.path("files").forEach(file);
      next = next(page);
      if (next.filter(token -> !seen.add(token)).isPresent() || seen.size() > pagesMax) {
        throw DriveFailures.nonsense("lists the same pages again and again");
      }
    } while (next.isPresent());
  }

  static Optional<String> next(JsonNode page) {
    return Optional.of(page.path("nextPageToken").asText("")).filter(text -> !text.isEmpty());
  }

  /// One page of the files that a query finds.
  JsonNode page(String query, String fields, Optional<String> token) {
    Form form =
        new Form()
            .with("q", query)
            .with("fields", "nextPageToken,files(" + fields + ")")
            .with("orderBy", "createdTime")
            .with("pageSize", Integer.toString(PAGE_SIZE));
    token.ifPresent(text -> form.with("pageToken", text));
    return good(http.ask(Request.get(URI.create(api + "/files?" + form.text()))));
  }

  /// The ids of all files that a query finds and a check approves of.
  List<String> idsOf(String query, String fields, Predicate<JsonNode> isMeant) {
    var ids = new ArrayList<String>();
    list(
        query,
        fields,
        file -> {
          if (isMeant.test(file)) {
            ids.add(idIn(file));
          }
        });
    return ids;
  }

  private URI file(String id, Form form) {
    return URI.create(api + "/files/" + id + "?" + form.text());
  }

  static String idIn(JsonNode file) {
    String id = file.path("id").asText("");
    if (!DriveUrl.isId(id)) {
      throw DriveFailures.nonsense("names a file by something that is no id");
    }
    return id;
  }

  static JsonNode good(Answer answer) {
    if (!answer.isGood()) {
      throw DriveFailures.of(answer).asException();
    }
    return object(answer);
  }

  private static <T> Optional<T> unlessMissing(Answer answer, Function<Answer, T> reader) {
    if (answer.isGood()) {
      return Optional.of(reader.apply(answer));
    }
    StorageFailure failure = DriveFailures.of(answer);
    if (failure.reason() == Reason.NOT_FOUND) {
      return Optional.empty();
    }
    throw failure.asException();
  }

  private static JsonNode object(Answer answer) {
    if (answer.header("content-type").orElse("").startsWith("text/html")) {
      throw DriveFailures.loginPage();
    }
    JsonNode json = answer.json();
    if (!json.isObject()) {
      throw DriveFailures.nonsense("answers with something that is no JSON object");
    }
    return json;
  }
}

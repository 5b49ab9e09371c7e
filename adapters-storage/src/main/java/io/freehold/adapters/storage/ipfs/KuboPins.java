package io.freehold.adapters.storage.ipfs;

import io.freehold.adapters.storage.http.Answer;
import io.freehold.adapters.storage.http.BackendHttp;
import io.freehold.adapters.storage.http.Body;
import io.freehold.adapters.storage.http.Failures;
import io.freehold.adapters.storage.http.Request;
import io.freehold.domain.identity.Origin;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.storage.Spooled;
import io.freehold.domain.storage.StorageFailure;
import io.freehold.domain.storage.StorageFailure.Reason;
import java.io.InputStream;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A Kubo node, by its RPC. Everything is a POST there.
record KuboPins(Origin node, Optional<Secret> authorization, BackendHttp http) implements Pins {
  /// How long the node looks for a block in the network.
  private static final String PATIENCE = "20s";

  @Override
  public String place() {
    return node.value();
  }

  @Override
  public String add(Spooled blob) {
    Request request =
        Multipart.post(
            target(
                "add?cid-version=1&raw-leaves=true&hash=sha2-256&chunker=size-"
                    + Layout.OWN.chunkBytes()
                    + "&pin=true&progress=false&wrap-with-directory=false"),
            Map.of(),
            blob);
    Answer answer = http.ask(authorized(request));
    mustBeGood(answer);
    return answer.lastLineAsJson().path("Hash").asText();
  }

  @Override
  public InputStream read(Cid cid) {
    return http.download(
        authorized(post("cat?timeout=" + PATIENCE + "&arg=" + cid).repeatable()), this::refusal);
  }

  @Override
  public boolean isPinned(Cid cid) {
    return found(http.ask(authorized(post("pin/ls?type=recursive&arg=" + cid).repeatable())));
  }

  @Override
  public boolean unpin(Cid cid) {
    return found(http.ask(authorized(post("pin/rm?arg=" + cid))));
  }

  private boolean found(Answer answer) {
    if (!answer.isGood() && message(answer).contains("not pinned")) {
      return false;
    }
    mustBeGood(answer);
    return true;
  }

  private void mustBeGood(Answer answer) {
    if (!answer.isGood()) {
      throw refusal(answer).asException();
    }
  }

  /// The node answers 500 for whatever goes wrong, and says what in its message.
  private StorageFailure refusal(Answer answer) {
    String message = message(answer);
    if (answer.status() == 500 && message.contains("not found")) {
      return StorageFailure.of(Reason.NOT_FOUND, node.host() + " has no such blob (status 500)");
    }
    if (answer.status() == 500
        && (message.contains("no space left") || message.contains("storagemax"))) {
      return StorageFailure.of(Reason.OUT_OF_QUOTA, node.host() + " has no room left (status 500)");
    }
    if (answer.status() == 403 || answer.status() == 401) {
      return StorageFailure.of(
          Reason.NOT_ALLOWED,
          "%s does not let this server in: is storage.config.ipfs.url its RPC, and storage.config.ipfs.authorization right? (status %d)"
              .formatted(node.host(), answer.status()));
    }
    if (answer.status() == 404 || answer.status() == 405) {
      return StorageFailure.of(
          Reason.NOT_ALLOWED,
          "%s is no RPC of a Kubo node: correct storage.config.ipfs.url (status %d)"
              .formatted(node.host(), answer.status()));
    }
    return Failures.ofStatus(node.host(), answer);
  }

  private static String message(Answer answer) {
    return answer.json().path("Message").asText().toLowerCase(Locale.ROOT);
  }

  private Request post(String command) {
    return Request.post(target(command), Body.none());
  }

  private URI target(String command) {
    return URI.create(node.value() + "/api/v0/" + command);
  }

  private Request authorized(Request request) {
    return authorization
        .map(secret -> request.with("authorization", secret.reveal()))
        .orElse(request);
  }
}

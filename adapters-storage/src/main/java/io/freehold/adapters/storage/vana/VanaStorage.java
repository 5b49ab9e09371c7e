package io.freehold.adapters.storage.vana;

import com.fasterxml.jackson.databind.JsonNode;
import io.freehold.adapters.storage.http.Answer;
import io.freehold.adapters.storage.http.BackendHttp;
import io.freehold.adapters.storage.http.Body;
import io.freehold.adapters.storage.http.Failures;
import io.freehold.adapters.storage.http.Request;
import io.freehold.adapters.storage.http.RetryAfter;
import io.freehold.adapters.storage.key.KeyText;
import io.freehold.adapters.storage.settings.BackendSettings;
import io.freehold.application.port.Signer;
import io.freehold.application.port.StorageBackend;
import io.freehold.domain.Address;
import io.freehold.domain.Scope;
import io.freehold.domain.identity.Origin;
import io.freehold.domain.storage.BlobKey;
import io.freehold.domain.storage.BlobPage;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.storage.ListedBlob;
import io.freehold.domain.storage.Spooled;
import io.freehold.domain.storage.StorageFailure;
import io.freehold.domain.storage.StorageFailure.Reason;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Blobs at a Vana Storage: `https://{service}/v1/blobs/{owner}/{scope}/{version}`.
public final class VanaStorage implements StorageBackend {
  private static final int PAGE = 1_000;
  private static final Set<Integer> LISTS_NOTHING = Set.of(404, 405);
  private static final Pattern END_OF_PAGE = Pattern.compile("[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+");

  private final Origin service;
  private final BackendHttp http;
  private final SignedRequests requests;
  private final Supplier<Optional<Address>> owner;
  private final InstantSource clock;

  VanaStorage(
      Origin service,
      BackendHttp http,
      Signer signer,
      Supplier<Optional<Address>> owner,
      InstantSource clock) {
    this.service = service;
    this.http = http;
    this.requests = new SignedRequests(service, signer, clock);
    this.owner = owner;
    this.clock = clock;
  }

  public static VanaStorage of(
      BackendSettings settings,
      BackendHttp http,
      Signer signer,
      Supplier<Optional<Address>> owner,
      InstantSource clock) {
    return new VanaStorage(
        settings.origin("url", "the origin of the service, such as https://storage.vana.org"),
        http,
        signer,
        owner,
        clock);
  }

  @Override
  public String name() {
    return "vana";
  }

  @Override
  public String place() {
    return "vana " + service;
  }

  @Override
  public boolean owns(BlobUrl url) {
    return pathOf(url).isPresent();
  }

  /// Empty for whatever is not an address at this service and of this owner. The path is used, the
  /// rest of the address is not.
  private Optional<BlobPath> pathOf(BlobUrl url) {
    return path(url.uri())
        .filter(_ -> url.value().startsWith(service.value() + "/"))
        .filter(path -> url.value().equals(service.value() + path.text()))
        .filter(path -> owner.get().filter(path.owner()::equals).isPresent());
  }

  private static Optional<BlobPath> path(URI uri) {
    return Optional.ofNullable(uri.getRawPath()).flatMap(BlobPath::parse);
  }

  private BlobPath mustOwn(BlobUrl url) {
    return pathOf(url)
        .orElseThrow(() -> new IllegalArgumentException("not a blob at " + service + ": " + url));
  }

  @Override
  public Optional<BlobUrl> urlOf(BlobKey key) {
    return Optional.of(new BlobUrl(service.value() + BlobPath.of(key).text()));
  }

  /// Not every service heeds `If-None-Match`, so it is asked before as well.
  @Override
  public BlobUrl upload(BlobKey key, Spooled blob) {
    BlobPath path = BlobPath.of(key);
    if (isThere(path)) {
      throw StorageFailure.of(Reason.TAKEN, service + " keeps something as " + key + " already")
          .asException();
    }
    Answer answer =
        ask(
            Request.put(requests.target(path.text()), Body.of(blob))
                .with("content-type", "application/octet-stream")
                .with("if-none-match", "*")
                .with("x-content-hash", "sha256:" + blob.sha256()));
    if (!answer.isGood()) {
      throw refusal(answer).asException();
    }
    mustNameTheBlob(answer, path);
    return urlOf(key).orElseThrow();
  }

  /// An answer about another host or another blob is not believed.
  private void mustNameTheBlob(Answer answer, BlobPath path) {
    URI named = URI.create(service.value());
    try {
      named = URI.create(member(answer, "url").asText());
    } catch (IllegalArgumentException e) {
      throw Failures.nonsense(service.host(), "names no address for what it keeps");
    }
    boolean isHere = service.host().equalsIgnoreCase(String.valueOf(named.getHost()));
    if (!isHere || path(named).filter(path::isTheSameAs).isEmpty()) {
      throw Failures.nonsense(service.host(), "names another address than was asked for");
    }
  }

  @Override
  public InputStream download(BlobUrl url) {
    Request request = Request.get(requests.target(mustOwn(url).text()));
    return http.download(requests.signed(request), this::refusal);
  }

  @Override
  public boolean exists(BlobUrl url) {
    return isThere(mustOwn(url));
  }

  private boolean isThere(BlobPath path) {
    return found(ask(Request.head(requests.target(path.text()))));
  }

  @Override
  public boolean delete(BlobUrl url) {
    return found(ask(Request.delete(requests.target(mustOwn(url).text()))));
  }

  private boolean found(Answer answer) {
    if (answer.status() == 404) {
      return false;
    }
    if (!answer.isGood()) {
      throw refusal(answer).asException();
    }
    return true;
  }

  @Override
  public OptionalLong deleteScope(Address owner, Scope scope) {
    return deleted("/v1/blobs/" + owner + "/" + scope);
  }

  @Override
  public OptionalLong deleteAll(Address owner) {
    return deleted("/v1/blobs/" + owner);
  }

  private OptionalLong deleted(String path) {
    Answer answer = ask(Request.delete(requests.target(path)));
    return OptionalLong.of(found(answer) ? member(answer, "count").asLong(0) : 0);
  }

  /// The storage role of Freehold lists; other services say that there is no such route.
  @Override
  public Optional<BlobPage> list(Address owner, Optional<String> from) {
    String query = "?limit=" + PAGE + from.map(end -> "&after=" + plainEnd(end)).orElse("");
    Answer answer = ask(Request.get(requests.target("/v1/blobs/" + owner + query)));
    if (LISTS_NOTHING.contains(answer.status())) {
      return Optional.empty();
    }
    if (!answer.isGood()) {
      throw refusal(answer).asException();
    }
    var blobs = new ArrayList<ListedBlob>();
    member(answer, "blobs")
        .forEach(blob ->
            KeyText.parse(blob.path("key").asText())
                .filter(key -> key.owner().equals(owner))
                .ifPresent(key -> blobs.add(new ListedBlob(key, urlOf(key).orElseThrow()))));
    Optional<String> next =
        Optional.of(member(answer, "next").asText("")).filter(text -> !text.isEmpty());
    return Optional.of(new BlobPage(blobs, next.map(this::plainEnd)));
  }

  /// What a service calls the end of a page goes into the next request only if it is one.
  private String plainEnd(String text) {
    if (!END_OF_PAGE.matcher(text).matches()) {
      throw Failures.nonsense(service.host(), "ends a page with something that is no key");
    }
    return text;
  }

  private JsonNode member(Answer answer, String name) {
    JsonNode body = answer.json();
    if (body.isMissingNode()) {
      throw Failures.nonsense(service.host(), "answers with something that is not JSON");
    }
    return body.path(name);
  }

  private Answer ask(Request request) {
    Answer answer = http.ask(requests.signed(request));
    if (answer.status() == 429) {
      throw refusal(answer).asException();
    }
    return answer;
  }

  private StorageFailure refusal(Answer answer) {
    StorageFailure failure = Failures.ofStatus(service.host(), answer);
    return switch (answer.status()) {
      case 401 ->
          new StorageFailure(
              failure.reason(),
              service.host()
                  + " does not believe this server's signature: is the clock right, and is storage.config.vana.url its origin? (status 401)",
              failure.retryAfter());
      case 403 ->
          new StorageFailure(
              failure.reason(),
              service.host()
                  + " does not know this server as the owner's: register the server first (status 403)",
              failure.retryAfter());
      case 429 ->
          new StorageFailure(
              failure.reason(),
              failure.message(),
              failure.retryAfter().or(() -> inTheBody(answer)));
      default -> failure;
    };
  }

  private Optional<Duration> inTheBody(Answer answer) {
    return RetryAfter.of(answer.json().path("retryAfter").asText(), clock.instant());
  }
}

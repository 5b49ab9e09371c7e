package io.freehold.builder.data;

import io.freehold.builder.connect.ApprovedGrant;
import io.freehold.builder.failure.Answer;
import io.freehold.builder.failure.Failure;
import io.freehold.builder.failure.FailureException;
import io.freehold.builder.http.AddressRules;
import io.freehold.builder.http.Later;
import io.freehold.builder.http.Opened;
import io.freehold.builder.http.Request;
import io.freehold.builder.http.Response;
import io.freehold.builder.http.Transport;
import io.freehold.builder.identity.RequestSigner;
import io.freehold.domain.Scope;
import io.freehold.domain.ScopePrefix;
import io.freehold.domain.data.Page;
import io.freehold.domain.data.Version;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/// What one grant lets a builder read (§4.1.5), at the personal server of whoever gave it.
///
/// ```java
/// GrantedData data = client.data(grant);
/// String profile = data.read(new Scope("instagram.profile")).text();
/// ```
///
/// An earlier version:
///
/// ```java
/// CollectedAt then = CollectedAt.parse("2026-01-21T10:00:00Z");
/// Document old =
///     client.data(grant).read(new Scope("instagram.profile"), new Version.AsOf(then));
/// ```
///
/// The server's address is asked for once, and again when nothing answers there.
public final class GrantedData {
  private static final int NOT_MODIFIED = 304;
  private static final int PAGE_LIMIT = 100;

  private final RequestSigner anybody;
  private final RequestSigner grantee;
  private final Supplier<URI> lookUp;
  private final AddressRules rules;
  private final Transport transport;
  private final Later later;
  private volatile Optional<URI> server = Optional.empty();

  /// Made by `BuilderClient`.
  ///
  /// @param lookUp finds out where the personal server is
  public GrantedData(
      ApprovedGrant grant,
      RequestSigner signer,
      Supplier<URI> lookUp,
      AddressRules rules,
      Transport transport,
      Later later) {
    this.anybody = signer;
    this.grantee = signer.withGrant(grant.grantId());
    this.lookUp = lookUp;
    this.rules = rules;
    this.transport = transport;
    this.later = later;
  }

  /// Where the personal server is.
  public URI server() {
    URI known = server.orElseGet(lookUp);
    server = Optional.of(known);
    rules.check(known);
    return known;
  }

  /// The newest version of a scope. Close it, or read it to its end.
  public Document read(Scope scope) {
    return read(scope, new Version.Latest());
  }

  public Document read(Scope scope, Version version) {
    return document(scope, version, atServer(base -> open(base, scope, version, "", 0)));
  }

  public CompletableFuture<Document> readAsync(Scope scope) {
    return later.call(() -> read(scope));
  }

  public CompletableFuture<Document> readAsync(Scope scope, Version version) {
    return later.call(() -> read(scope, version));
  }

  /// The newest version of a scope, if it is another than the one of that ETag.
  public Reading readIfChanged(Scope scope, String etag) {
    Version latest = new Version.Latest();
    Opened opened = atServer(base -> open(base, scope, latest, etag, 0));
    if (opened.status() != NOT_MODIFIED) {
      return new Reading.Changed(document(scope, latest, opened));
    }
    close(opened);
    return new Reading.NotModified(opened.header("ETag").orElse(etag));
  }

  public CompletableFuture<Reading> readIfChangedAsync(Scope scope, String etag) {
    return later.call(() -> readIfChanged(scope, etag));
  }

  /// The first hundred scopes that have data.
  public ScopeListing scopes() {
    return scopes(ScopePrefix.ALL, new Page(PAGE_LIMIT, 0));
  }

  public ScopeListing scopes(ScopePrefix prefix, Page page) {
    String filter = prefix.value().isEmpty() ? "" : "scopePrefix=" + encoded(prefix.value()) + "&";
    return list("/v1/data?" + filter + query(page)).read(ScopeListing::read);
  }

  public CompletableFuture<ScopeListing> scopesAsync() {
    return later.call(this::scopes);
  }

  /// The newest hundred versions of a scope.
  public VersionListing versions(Scope scope) {
    return versions(scope, new Page(PAGE_LIMIT, 0));
  }

  public VersionListing versions(Scope scope, Page page) {
    return list("/v1/data/" + scope + "/versions?" + query(page)).read(VersionListing::read);
  }

  public CompletableFuture<VersionListing> versionsAsync(Scope scope) {
    return later.call(() -> versions(scope));
  }

  private Response list(String target) {
    return atServer(
        base -> transport.exchange(signed(Request.get(URI.create(base + target)), anybody)));
  }

  private Document document(Scope scope, Version version, Opened opened) {
    String etag = opened.header("ETag").orElse("");
    return new Document(
        opened,
        new ResumingStream(
            opened,
            from -> open(server(), scope, version, etag, from),
            transport.limits().attemptsMax()),
        transport.limits().documentBytesMax());
  }

  /// @param etag of what is known or was read up to `from`; empty for nothing
  private Opened open(URI base, Scope scope, Version version, String etag, long from) {
    Request request = Request.get(URI.create(base + "/v1/data/" + scope + query(version)));
    if (from > 0) {
      request = request.with("Range", "bytes=" + from + "-").with("If-Range", etag);
    } else if (!etag.isEmpty()) {
      request = request.with("If-None-Match", etag);
    }
    try {
      return transport.open(signed(request.with("Accept", "application/json"), grantee));
    } catch (FailureException e) {
      throw e.failure() instanceof Failure.NotFound(Answer answer)
          ? new Failure.DataNotFound(answer).asException(e)
          : e;
    }
  }

  private static Request signed(Request request, RequestSigner signer) {
    return request.authorizedBy(() -> signer.authorization(request.method(), request.uri()));
  }

  /// A server that moved is found at its new address.
  private <T> T atServer(Function<URI, T> asking) {
    boolean wasKnown = server.isPresent();
    URI base = server();
    try {
      return asking.apply(base);
    } catch (FailureException e) {
      if (!wasKnown || !(e.failure() instanceof Failure.Unreachable)) {
        throw e;
      }
      server = Optional.empty();
      URI fresh = server();
      if (fresh.equals(base)) {
        throw e;
      }
      return asking.apply(fresh);
    }
  }

  private static String query(Version version) {
    return switch (version) {
      case Version.Latest() -> "";
      case Version.ByFileId(var id) -> "?fileId=" + id;
      case Version.AsOf(var time) -> "?at=" + encoded(time.text());
    };
  }

  private static String query(Page page) {
    return "limit=%d&offset=%d".formatted(page.limit(), page.offset());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static void close(Opened opened) {
    try {
      opened.body().close();
    } catch (java.io.IOException _) {
      // There is nothing in it.
    }
  }
}

package io.freehold.adapters.storage.dropbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.adapters.storage.http.Answer;
import io.freehold.adapters.storage.http.BackendHttp;
import io.freehold.adapters.storage.http.Body;
import io.freehold.adapters.storage.http.Request;
import io.freehold.adapters.storage.oauth.AuthorizedHttp;
import io.freehold.adapters.storage.oauth.OAuthClient;
import io.freehold.adapters.storage.oauth.OAuthConnection;
import io.freehold.adapters.storage.oauth.ServiceUrls;
import io.freehold.adapters.storage.settings.BackendSettings;
import io.freehold.application.Limits;
import io.freehold.application.port.OAuthTokens;
import io.freehold.application.port.StorageBackend;
import io.freehold.domain.Address;
import io.freehold.domain.Scope;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.storage.BlobKey;
import io.freehold.domain.storage.BlobPage;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.storage.ListedBlob;
import io.freehold.domain.storage.OAuthToken;
import io.freehold.domain.storage.Spooled;
import io.freehold.domain.storage.StorageException;
import io.freehold.domain.storage.StorageFailure.Reason;
import java.io.InputStream;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Encrypted blobs in the owner's Dropbox (§4.1.7: `dropbox://{path}`), by their keys. Nothing is
/// overwritten or renamed.
public final class DropboxStorage implements StorageBackend {
  public static final String NAME = "dropbox";
  private static final String SCOPES = "files.content.read files.content.write files.metadata.read";

  /// What is sent in one request; Dropbox takes up to 150 MB. Smaller, because what was interrupted
  /// is sent again.
  private static final int AT_ONCE_BYTES = 16 << 20;

  private final DropboxApi api;
  private final OAuthConnection connection;
  private final Supplier<Optional<Address>> owner;
  private final int pagesMax;
  private final int atOnceBytes;

  private DropboxStorage(
      DropboxApi api,
      OAuthConnection connection,
      Supplier<Optional<Address>> owner,
      int pagesMax,
      int atOnceBytes) {
    this.api = api;
    this.connection = connection;
    this.owner = owner;
    this.pagesMax = pagesMax;
    this.atOnceBytes = atOnceBytes;
  }

  /// An IllegalArgumentException names the setting that is missing or wrong.
  ///
  /// @param owner whose blobs these are; those of others are never fetched
  public static DropboxStorage of(
      BackendSettings settings,
      BackendHttp http,
      OAuthTokens tokens,
      Supplier<Optional<Address>> owner,
      InstantSource clock,
      Limits limits) {
    return of(settings, http, tokens, owner, clock, limits, AT_ONCE_BYTES);
  }

  static DropboxStorage of(
      BackendSettings settings,
      BackendHttp http,
      OAuthTokens tokens,
      Supplier<Optional<Address>> owner,
      InstantSource clock,
      Limits limits,
      int atOnceBytes) {
    URI api = ServiceUrls.url(settings, "apiUrl", "https://api.dropboxapi.com");
    URI content = ServiceUrls.url(settings, "uploadUrl", "https://content.dropboxapi.com");
    var connection =
        new OAuthConnection(client(settings), http, tokens, clock, new Customs(http, api));
    var authorized = new AuthorizedHttp(http, connection.tokens());
    return new DropboxStorage(
        new DropboxApi(authorized, api, content),
        connection,
        owner,
        limits.storagePagesMax(),
        atOnceBytes);
  }

  private static OAuthClient client(BackendSettings settings) {
    return new OAuthClient(
        NAME,
        "Dropbox",
        ServiceUrls.url(settings, "authUrl", "https://www.dropbox.com/oauth2/authorize"),
        ServiceUrls.url(settings, "tokenUrl", "https://api.dropboxapi.com/oauth2/token"),
        settings.required("clientId", "the key of your app, as docs/storage/dropbox.md describes"),
        settings.findSecret("clientSecret"),
        SCOPES,
        Map.of("token_access_type", "offline"));
  }

  /// How Dropbox hears that a consent is over. Whose Dropbox it is comes with the tokens.
  private record Customs(BackendHttp http, URI api) implements OAuthConnection.Customs {
    @Override
    public String accountOf(Secret access) {
      throw DropboxFailures.nonsense("does not say whose it is");
    }

    @Override
    public void revoke(OAuthToken token) {
      Answer answer =
          http.ask(
              Request.post(URI.create(api + "/2/auth/token/revoke"), Body.none())
                  .with("authorization", "Bearer " + token.access().reveal()));
      if (!answer.isGood()) {
        throw DropboxFailures.of(answer).asException();
      }
    }
  }

  public OAuthConnection connection() {
    return connection;
  }

  @Override
  public String name() {
    return NAME;
  }

  /// Another account is another place.
  @Override
  public String place() {
    return NAME + " " + connection.account().orElse("(not connected)");
  }

  @Override
  public boolean owns(BlobUrl url) {
    return keyIn(url).isPresent();
  }

  private Optional<BlobKey> keyIn(BlobUrl url) {
    return DropboxPath.keyIn(url)
        .filter(key -> owner.get().filter(key.owner()::equals).isPresent());
  }

  @Override
  public BlobUrl upload(BlobKey key, Spooled blob) {
    ObjectNode commit =
        DropboxApi.JSON
            .createObjectNode()
            .put("path", DropboxPath.of(key))
            .put("mode", "add")
            .put("autorename", false)
            .put("mute", true)
            .put("strict_conflict", true);
    JsonNode file =
        blob.sizeBytes() > atOnceBytes
            ? new SessionUpload(api, blob, atOnceBytes).run(commit)
            : DropboxApi.good(api.send("upload", commit, Body.of(blob)));
    mustBeWhole(file, blob, key);
    return DropboxPath.url(key);
  }

  /// Dropbox says how much it keeps, and its hash.
  private void mustBeWhole(JsonNode file, Spooled blob, BlobKey key) {
    boolean isWhole =
        file.path("size").asLong(-1) == blob.sizeBytes()
            && file.path("content_hash").asText("").equals(ContentHash.of(blob));
    if (!isWhole) {
      var _ = deleteAt(DropboxPath.of(key));
      throw DropboxFailures.nonsense("kept other bytes than it was given");
    }
  }

  @Override
  public Optional<BlobUrl> urlOf(BlobKey key) {
    return Optional.of(DropboxPath.url(key));
  }

  @Override
  public InputStream download(BlobUrl url) {
    return api.download(at(pathIn(url)));
  }

  @Override
  public boolean exists(BlobUrl url) {
    return unlessMissing(api.call("get_metadata", at(pathIn(url))))
        .filter(entry -> entry.path(".tag").asText("").equals("file"))
        .isPresent();
  }

  @Override
  public boolean delete(BlobUrl url) {
    return deleteAt(pathIn(url));
  }

  private boolean deleteAt(String path) {
    return unlessMissing(api.call("delete_v2", at(path))).isPresent();
  }

  /// File by file: a folder would take along what was put there by others.
  @Override
  public OptionalLong deleteScope(Address owner, Scope scope) {
    return deleteBelow(
        DropboxPath.of(owner, scope),
        key -> key.owner().equals(owner) && key.scope().equals(scope));
  }

  @Override
  public OptionalLong deleteAll(Address owner) {
    return deleteBelow(DropboxPath.of(owner), key -> key.owner().equals(owner));
  }

  private OptionalLong deleteBelow(String folder, Predicate<BlobKey> isMeant) {
    return OptionalLong.of(
        keysBelow(folder).stream()
            .filter(isMeant)
            .map(DropboxPath::of)
            .filter(this::deleteAt)
            .count());
  }

  @Override
  public Optional<BlobPage> list(Address owner, Optional<String> from) {
    Optional<JsonNode> page =
        from.isPresent()
            ? Optional.of(next(from.get()))
            : unlessMissing(
                api.call("list_folder", at(DropboxPath.of(owner)).put("recursive", true)));
    var blobs = new ArrayList<ListedBlob>();
    page.ifPresent(one ->
        keysOn(one)
            .filter(key -> key.owner().equals(owner))
            .forEach(key -> blobs.add(new ListedBlob(key, DropboxPath.url(key)))));
    Optional<String> end =
        page.filter(one -> one.path("has_more").asBoolean())
            .map(one -> one.path("cursor").asText(""));
    return Optional.of(new BlobPage(blobs, end));
  }

  /// Of files; a folder of such a name is none.
  private static Stream<BlobKey> keysOn(JsonNode page) {
    return page.path("entries")
        .valueStream()
        .filter(entry -> entry.path(".tag").asText("").equals("file"))
        .flatMap(entry -> DropboxPath.key(entry.path("path_lower").asText("")).stream());
  }

  private List<BlobKey> keysBelow(String folder) {
    var keys = new ArrayList<BlobKey>();
    Optional<JsonNode> page =
        unlessMissing(api.call("list_folder", at(folder).put("recursive", true)));
    for (int pages = 1; page.isPresent(); pages++) {
      keysOn(page.get()).forEach(keys::add);
      if (pages > pagesMax) {
        throw DropboxFailures.nonsense("lists pages without end");
      }
      page =
          page.filter(one -> one.path("has_more").asBoolean())
              .map(one -> next(one.path("cursor").asText("")));
    }
    return keys;
  }

  private JsonNode next(String cursor) {
    return DropboxApi.good(
        api.call("list_folder/continue", DropboxApi.JSON.createObjectNode().put("cursor", cursor)));
  }

  /// Empty when Dropbox has no such file or folder.
  private static Optional<JsonNode> unlessMissing(Answer answer) {
    try {
      return Optional.of(DropboxApi.good(answer));
    } catch (StorageException e) {
      if (e.failure().reason() == Reason.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static ObjectNode at(String path) {
    return DropboxApi.JSON.createObjectNode().put("path", path);
  }

  private String pathIn(BlobUrl url) {
    return keyIn(url)
        .map(DropboxPath::of)
        .orElseThrow(() -> new IllegalArgumentException("no blob of this Dropbox: " + url));
  }
}

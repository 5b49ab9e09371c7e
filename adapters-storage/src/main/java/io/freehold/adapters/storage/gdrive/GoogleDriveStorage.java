package io.freehold.adapters.storage.gdrive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.adapters.storage.http.Answer;
import io.freehold.adapters.storage.http.BackendHttp;
import io.freehold.adapters.storage.http.Body;
import io.freehold.adapters.storage.http.Request;
import io.freehold.adapters.storage.oauth.AuthorizedHttp;
import io.freehold.adapters.storage.oauth.Form;
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
import io.freehold.domain.storage.StorageFailure;
import io.freehold.domain.storage.StorageFailure.Reason;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Encrypted blobs in the owner's Google Drive (§4.1.7: `gdrive://{fileId}`). Drive knows files by
/// ids of its own, so two uploads under one key are two files; an upload that was given up leaves
/// none.
public final class GoogleDriveStorage implements StorageBackend {
  public static final String NAME = "gdrive";

  /// Files that this application made, and no others.
  private static final String SCOPE = "https://www.googleapis.com/auth/drive.file";

  private static final int CHUNK_BYTES = 8 << 20;
  private static final String UPLOADED = "id,size,sha256Checksum,trashed";

  private final DriveApi api;
  private final DriveFolders folders;
  private final ResumableUpload upload;
  private final OAuthConnection connection;

  GoogleDriveStorage(
      BackendHttp http, OAuthConnection connection, URI api, URI upload, Limits limits, int chunk) {
    var authorized = new AuthorizedHttp(http, connection.tokens());
    this.api = new DriveApi(authorized, api, limits.storagePagesMax());
    this.folders = new DriveFolders(this.api);
    this.upload = new ResumableUpload(authorized, upload, chunk);
    this.connection = connection;
  }

  /// An IllegalArgumentException names the setting that is missing or wrong.
  public static GoogleDriveStorage of(
      BackendSettings settings,
      BackendHttp http,
      OAuthTokens tokens,
      InstantSource clock,
      Limits limits) {
    return of(settings, http, tokens, clock, limits, CHUNK_BYTES);
  }

  static GoogleDriveStorage of(
      BackendSettings settings,
      BackendHttp http,
      OAuthTokens tokens,
      InstantSource clock,
      Limits limits,
      int chunkBytes) {
    URI api = ServiceUrls.url(settings, "apiUrl", "https://www.googleapis.com/drive/v3");
    URI revoke = ServiceUrls.url(settings, "revokeUrl", "https://oauth2.googleapis.com/revoke");
    var connection =
        new OAuthConnection(client(settings), http, tokens, clock, new Customs(http, api, revoke));
    return new GoogleDriveStorage(
        http,
        connection,
        api,
        ServiceUrls.url(settings, "uploadUrl", "https://www.googleapis.com/upload/drive/v3"),
        limits,
        chunkBytes);
  }

  private static OAuthClient client(BackendSettings settings) {
    String expected = "the %s of your OAuth client, as docs/storage/gdrive.md describes";
    return new OAuthClient(
        NAME,
        "Google Drive",
        ServiceUrls.url(settings, "authUrl", "https://accounts.google.com/o/oauth2/v2/auth"),
        ServiceUrls.url(settings, "tokenUrl", "https://oauth2.googleapis.com/token"),
        settings.required("clientId", expected.formatted("id")),
        Optional.of(settings.secret("clientSecret", expected.formatted("secret"))),
        SCOPE,
        Map.of("access_type", "offline", "prompt", "consent"));
  }

  /// How Google says whose Drive it is, and hears that a consent is over.
  private record Customs(BackendHttp http, URI api, URI revoke) implements OAuthConnection.Customs {
    @Override
    public String accountOf(Secret access) {
      Answer answer =
          http.ask(
              Request.get(URI.create(api + "/about?fields=user/permissionId"))
                  .with("authorization", "Bearer " + access.reveal()));
      String account = DriveApi.good(answer).path("user").path("permissionId").asText("");
      if (account.isEmpty()) {
        throw DriveFailures.nonsense("does not say whose it is");
      }
      return account;
    }

    @Override
    public void revoke(OAuthToken token) {
      String form = new Form().with("token", token.refresh().reveal()).text();
      Answer answer =
          http.ask(
              Request.post(revoke, Body.of(form.getBytes(StandardCharsets.US_ASCII)))
                  .with("content-type", "application/x-www-form-urlencoded"));
      if (!answer.isGood()) {
        throw DriveFailures.of(answer).asException();
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
    return DriveUrl.idIn(url).isPresent();
  }

  @Override
  public BlobUrl upload(BlobKey key, Spooled blob) {
    try {
      return uploadInto(folders.of(key), key, blob);
    } catch (StorageException e) {
      if (e.failure().reason() != Reason.NOT_FOUND) {
        throw e;
      }
      folders.forget();
      return uploadInto(folders.of(key), key, blob);
    }
  }

  private BlobUrl uploadInto(String folder, BlobKey key, Spooled blob) {
    ObjectNode metadata =
        DriveApi.JSON
            .createObjectNode()
            .put("name", key.version().fileName())
            .put("mimeType", "application/octet-stream");
    metadata.putArray("parents").add(folder);
    metadata.set("appProperties", DriveLabels.of(key));
    JsonNode file = upload.send(metadata, blob, UPLOADED);
    String id = DriveApi.idIn(file);
    if (file.path("trashed").asBoolean()) {
      var _ = api.delete(id);
      throw StorageFailure.of(Reason.NOT_FOUND, "the folder is in the trash").asException();
    }
    mustBeWhole(file, blob, id);
    return DriveUrl.of(id);
  }

  /// Drive says how much it keeps, and its hash.
  private void mustBeWhole(JsonNode file, Spooled blob, String id) {
    long size = file.path("size").asLong(-1);
    String sha256 = file.path("sha256Checksum").asText(blob.sha256());
    if (size != blob.sizeBytes() || !sha256.equalsIgnoreCase(blob.sha256())) {
      var _ = api.delete(id);
      throw DriveFailures.nonsense("kept other bytes than it was given");
    }
  }

  @Override
  public Optional<BlobUrl> urlOf(BlobKey key) {
    return Optional.empty();
  }

  @Override
  public InputStream download(BlobUrl url) {
    return api.download(idIn(url));
  }

  /// What its owner threw into the trash is about to go.
  @Override
  public boolean exists(BlobUrl url) {
    return api.find(idIn(url), "id,trashed")
        .filter(file -> !file.path("trashed").asBoolean())
        .isPresent();
  }

  @Override
  public boolean delete(BlobUrl url) {
    return api.delete(idIn(url));
  }

  /// Those in the trash as well.
  @Override
  public OptionalLong deleteScope(Address owner, Scope scope) {
    return deleteEach(
        api.idsOf(
            DriveLabels.query(owner, scope),
            "id,appProperties",
            file -> DriveLabels.isOf(file, owner, scope)));
  }

  @Override
  public OptionalLong deleteAll(Address owner) {
    return deleteEach(
        api.idsOf(
            DriveLabels.query(owner), "id,appProperties", file -> DriveLabels.isOf(file, owner)));
  }

  /// By the labels, which only this application writes; what is in the trash is about to go.
  @Override
  public Optional<BlobPage> list(Address owner, Optional<String> from) {
    JsonNode page =
        api.page(
            DriveLabels.query(owner) + " and trashed = false", "id,appProperties,trashed", from);
    var blobs = new ArrayList<ListedBlob>();
    page.path("files")
        .forEach(file ->
            DriveLabels.keyOf(file)
                .filter(key -> key.owner().equals(owner) && !file.path("trashed").asBoolean())
                .ifPresent(
                    key -> blobs.add(new ListedBlob(key, DriveUrl.of(DriveApi.idIn(file))))));
    return Optional.of(new BlobPage(blobs, DriveApi.next(page)));
  }

  private OptionalLong deleteEach(List<String> ids) {
    return OptionalLong.of(ids.stream().filter(api::delete).count());
  }

  private static String idIn(BlobUrl url) {
    return DriveUrl.idIn(url)
        .orElseThrow(() -> new IllegalArgumentException("no blob of Google Drive: " + url));
  }
}

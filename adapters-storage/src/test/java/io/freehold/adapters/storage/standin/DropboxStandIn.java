package io.freehold.adapters.storage.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.adapters.storage.standin.Exchange.Answer;
import io.freehold.adapters.storage.standin.Exchange.Request;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Dropbox: its consent page, its token endpoint, and version 2 of its interface to files. Paths
/// are compared without regard to case, as Dropbox does.
public final class DropboxStandIn extends StandIn {
  public static final String CLIENT_ID = "abcdefghijklmno";
  public static final String CLIENT_SECRET = "pqrstuvwxyz0123";
  public static final String ACCOUNT = "dbid:AAH4f99T0taONIb-OurWxbNQ6ywGRopQngc";
  public static final int REDIRECT_PORT = 8095;
  private static final int BLOCK = 4 << 20;
  private static final Set<String> CONTENT_ROUTES =
      Set.of(
          "/2/files/upload",
          "/2/files/upload_session/start",
          "/2/files/upload_session/append_v2",
          "/2/files/upload_session/finish",
          "/2/files/download");

  /// What Dropbox keeps.
  private record Entry(String path, byte[] bytes) {}

  private final OAuthStandIn oauth;
  private final Map<String, Entry> files = new TreeMap<>();
  private final Map<String, byte[]> sessions = new HashMap<>();
  private final Map<String, List<Entry>> cursors = new HashMap<>();
  private Optional<Integer> keptOfNextAppend = Optional.empty();
  private int pageSizeMax = 2_000;
  private int uploadBytesMax = 150 << 20;
  private long quotaBytes = Long.MAX_VALUE;
  private boolean isCorrupting;
  private int number;

  public DropboxStandIn(InstantSource clock) {
    oauth =
        new OAuthStandIn(
                new OAuthStandIn.Rules(
                    CLIENT_ID,
                    CLIENT_SECRET,
                    "files.content.read files.content.write files.metadata.read",
                    "http://127\\.0\\.0\\.1:\\d{1,5}/callback",
                    Map.of("token_access_type", "offline"),
                    Duration.ofSeconds(14_400)),
                clock,
                this::violation)
            .saying("account_id", ACCOUNT)
            .saying("uid", "12345");
  }

  public OAuthStandIn oauth() {
    return oauth;
  }

  /// The settings that lead here.
  public Map<String, String> settings() {
    return Map.of(
        "clientId",
        CLIENT_ID,
        "clientSecret",
        CLIENT_SECRET,
        "authUrl",
        url() + "/oauth2/authorize",
        "tokenUrl",
        url() + "/oauth2/token",
        "apiUrl",
        url().toString(),
        "uploadUrl",
        url().toString());
  }

  /// Lists are cut to pages of this size.
  public synchronized void pagesOf(int entries) {
    pageSizeMax = entries;
  }

  /// One request takes no more than this.
  public synchronized void takeAtOnce(int bytes) {
    uploadBytesMax = bytes;
  }

  /// Of the next part of a session only so much arrives; then the connection is cut.
  public synchronized void keepOfNextAppend(int bytes) {
    keptOfNextAppend = Optional.of(bytes);
  }

  public synchronized void haveRoomFor(long bytes) {
    quotaBytes = bytes;
  }

  /// What is uploaded from now on is kept with one bit turned.
  public synchronized void corrupt() {
    isCorrupting = true;
  }

  public synchronized void putByHand(String path) {
    files.put(path.toLowerCase(Locale.ROOT), new Entry(path, new byte[] {1}));
  }

  public synchronized List<String> paths() {
    return files.values().stream().map(Entry::path).toList();
  }

  @Override
  protected synchronized Answer answer(Request request) {
    String path = request.path();
    if (path.equals("/oauth2/token")) {
      return oauth.token(request);
    }
    if (path.startsWith("/2/sharing/")
        || path.contains("temporary_link")
        || path.contains("copy")) {
      return violation("this makes a file public: " + path);
    }
    if (!request.method().equals("POST")) {
      return violation("everything is a POST at Dropbox, not " + request.method());
    }
    if (!oauth.lets(request)) {
      return error(401, "expired_access_token/...", "expired_access_token");
    }
    return CONTENT_ROUTES.contains(path) ? content(request) : call(request);
  }

  private Answer call(Request request) {
    if (request.path().equals("/2/auth/token/revoke")) {
      return revoke(request);
    }
    String type = request.header("content-type").orElse("");
    if (!type.equals("application/json")) {
      return violation("Dropbox wants application/json, not " + type);
    }
    JsonNode argument = request.json();
    return switch (request.path()) {
      case "/2/files/get_metadata" -> metadata(argument);
      case "/2/files/delete_v2" -> delete(argument);
      case "/2/files/list_folder" -> list(argument);
      case "/2/files/list_folder/continue" -> page(argument.path("cursor").asText());
      default -> violation("Dropbox has no " + request.path());
    };
  }

  private Answer revoke(Request request) {
    if (request.body().length > 0 && !request.text().equals("null")) {
      return violation("revoking takes no argument");
    }
    oauth.revokeConsent();
    return Answer.text(200, "application/json", "null");
  }

  private Answer content(Request request) {
    String text = request.header("dropbox-api-arg").orElse("");
    if (!text.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
      return violation("an argument in a header is ASCII: " + text);
    }
    JsonNode argument = Exchange.parsed(text);
    boolean isDownload = request.path().endsWith("/download");
    String type = request.header("content-type").orElse("");
    if (isDownload ? !type.isEmpty() : !type.equals("application/octet-stream")) {
      return violation("a bad content type for %s: %s".formatted(request.path(), type));
    }
    if (request.body().length > uploadBytesMax) {
      return violation("more than Dropbox takes at once: " + request.body().length);
    }
    return switch (request.path()) {
      case "/2/files/upload" -> commit(argument, request.body());
      case "/2/files/upload_session/start" -> start(argument, request.body());
      case "/2/files/upload_session/append_v2" -> append(argument, request.body());
      case "/2/files/upload_session/finish" -> finish(argument, request.body());
      default -> download(argument);
    };
  }

  private Answer start(JsonNode argument, byte[] body) {
    mustHaveOnly(argument, "close");
    String id = "pid_upload_session:" + ++number;
    sessions.put(id, body);
    return Answer.json(200, Exchange.JSON.createObjectNode().put("session_id", id));
  }

  private Answer append(JsonNode argument, byte[] body) {
    mustHaveOnly(argument, "cursor", "close");
    Optional<Answer> wrong = complaintAbout(argument.path("cursor"));
    if (wrong.isPresent()) {
      return wrong.get();
    }
    String id = argument.path("cursor").path("session_id").asText();
    int kept = keptOfNextAppend.orElse(body.length);
    sessions.put(id, joined(sessions.get(id), Arrays.copyOf(body, kept)));
    boolean isCut = keptOfNextAppend.isPresent();
    keptOfNextAppend = Optional.empty();
    return isCut ? Answer.NONE : Answer.text(200, "application/json", "null");
  }

  private Answer finish(JsonNode argument, byte[] body) {
    mustHaveOnly(argument, "cursor", "commit");
    if (complaintAbout(argument.path("cursor")).isPresent()) {
      return error(409, "lookup_failed/incorrect_offset/..", "lookup_failed");
    }
    byte[] all = joined(sessions.get(argument.path("cursor").path("session_id").asText()), body);
    return commit(argument.path("commit"), all);
  }

  /// In the form of errors of a session that is appended to.
  private Optional<Answer> complaintAbout(JsonNode cursor) {
    byte[] received = sessions.get(cursor.path("session_id").asText());
    if (received == null) {
      return Optional.of(error(409, "not_found/...", "not_found"));
    }
    if (cursor.path("offset").asLong(-1) != received.length) {
      ObjectNode error = Exchange.JSON.createObjectNode();
      error.put("error_summary", "incorrect_offset/...");
      error
          .putObject("error")
          .put(".tag", "incorrect_offset")
          .put("correct_offset", received.length);
      return Optional.of(Answer.json(409, error));
    }
    return Optional.empty();
  }

  private Answer commit(JsonNode argument, byte[] bytes) {
    mustHaveOnly(argument, "path", "mode", "autorename", "mute", "strict_conflict");
    if (!argument.path("mode").asText().equals("add")
        || argument.path("autorename").asBoolean(true)
        || !argument.path("strict_conflict").asBoolean(false)) {
      return violation("an upload that may replace or rename: " + argument);
    }
    String path = pathIn(argument);
    if (files.containsKey(path.toLowerCase(Locale.ROOT))) {
      return error(409, "path/conflict/file/...", "path");
    }
    long used = files.values().stream().mapToLong(file -> file.bytes().length).sum();
    if (used + bytes.length > quotaBytes) {
      return error(409, "path/insufficient_space/...", "path");
    }
    if (isCorrupting && bytes.length > 0) {
      bytes[0] ^= 1;
    }
    var entry = new Entry(path, bytes);
    files.put(path.toLowerCase(Locale.ROOT), entry);
    return Answer.json(200, described(entry));
  }

  private Answer download(JsonNode argument) {
    mustHaveOnly(argument, "path");
    Entry file = files.get(pathIn(argument).toLowerCase(Locale.ROOT));
    return file == null
        ? error(409, "path/not_found/...", "path")
        : new Answer(
            200,
            Map.of(
                "content-type",
                "application/octet-stream",
                "dropbox-api-result",
                described(file).toString()),
            file.bytes());
  }

  private Answer metadata(JsonNode argument) {
    mustHaveOnly(argument, "path");
    String path = pathIn(argument);
    Entry file = files.get(path.toLowerCase(Locale.ROOT));
    if (file != null) {
      return Answer.json(200, described(file));
    }
    return below(path).findAny().isPresent()
        ? Answer.json(200, Exchange.JSON.createObjectNode().put(".tag", "folder").put("name", path))
        : error(409, "path/not_found/...", "path");
  }

  private Answer delete(JsonNode argument) {
    mustHaveOnly(argument, "path");
    String path = pathIn(argument);
    Entry file = files.remove(path.toLowerCase(Locale.ROOT));
    if (file != null) {
      ObjectNode deleted = Exchange.JSON.createObjectNode();
      deleted.set("metadata", described(file));
      return Answer.json(200, deleted);
    }
    List<Entry> inside = below(path).toList();
    if (inside.isEmpty()) {
      return error(409, "path_lookup/not_found/..", "path_lookup");
    }
    inside.forEach(entry -> files.remove(entry.path().toLowerCase(Locale.ROOT)));
    return Answer.json(
        200,
        Exchange.parsed(
            "{\"metadata\":{\".tag\":\"folder\",\"path_display\":\"%s\"}}".formatted(path)));
  }

  private Stream<Entry> below(String path) {
    String prefix = path.toLowerCase(Locale.ROOT) + "/";
    return files.values().stream()
        .filter(file -> file.path().toLowerCase(Locale.ROOT).startsWith(prefix));
  }

  private Answer list(JsonNode argument) {
    mustHaveOnly(argument, "path", "recursive", "limit");
    String path = pathIn(argument);
    if (!argument.path("recursive").asBoolean(false)) {
      return violation("a list that is not recursive has no use here");
    }
    List<Entry> found = below(path).toList();
    if (found.isEmpty()) {
      return error(409, "path/not_found/...", "path");
    }
    return page(cursorTo(found));
  }

  private String cursorTo(List<Entry> entries) {
    String cursor = "cursor-" + ++number;
    cursors.put(cursor, entries);
    return cursor;
  }

  /// Folders are among the entries, as they are at Dropbox.
  private Answer page(String cursor) {
    List<Entry> all = cursors.remove(cursor);
    if (all == null) {
      return error(409, "reset/...", "reset");
    }
    List<Entry> now = all.subList(0, Math.min(pageSizeMax, all.size()));
    List<Entry> rest = all.subList(now.size(), all.size());
    ObjectNode page = Exchange.JSON.createObjectNode();
    ArrayNode entries = page.putArray("entries");
    now.stream()
        .map(entry -> entry.path().toLowerCase(Locale.ROOT))
        .map(path -> path.substring(0, path.lastIndexOf('/')))
        .distinct()
        .forEach(folder -> entries.addObject().put(".tag", "folder").put("path_lower", folder));
    now.forEach(entry -> entries.add(described(entry)));
    page.put("has_more", !rest.isEmpty()).put("cursor", cursorTo(rest));
    return Answer.json(200, page);
  }

  private static ObjectNode described(Entry file) {
    return Exchange.JSON
        .createObjectNode()
        .put(".tag", "file")
        .put("path_display", file.path().replace("/Freehold/", "/FreeHold/"))
        .put("path_lower", file.path().toLowerCase(Locale.ROOT))
        .put("size", file.bytes().length)
        .put("content_hash", contentHash(file.bytes()));
  }

  private String pathIn(JsonNode argument) {
    String path = argument.path("path").asText();
    if (!path.matches("/.+[^/]") || path.contains("//")) {
      throw new IllegalArgumentException("not a path at Dropbox: " + path);
    }
    return path;
  }

  private static void mustHaveOnly(JsonNode argument, String... members) {
    argument
        .properties()
        .forEach(member -> {
          if (!Set.of(members).contains(member.getKey())) {
            throw new IllegalArgumentException("unknown field " + member.getKey());
          }
        });
  }

  private static byte[] joined(byte[] one, byte[] two) {
    byte[] both = Arrays.copyOf(one, one.length + two.length);
    System.arraycopy(two, 0, both, one.length, two.length);
    return both;
  }

  /// An error in Dropbox's form.
  public static Answer error(int status, String summary, String tag) {
    ObjectNode body = Exchange.JSON.createObjectNode().put("error_summary", summary);
    body.putObject("error").put(".tag", tag);
    return Answer.json(status, body);
  }

  /// As Dropbox documents it: the hash of the hashes of blocks of 4 MiB.
  private static String contentHash(byte[] bytes) {
    try {
      var hashes = new ByteArrayOutputStream();
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      for (int from = 0; from < bytes.length; from += BLOCK) {
        hashes.writeBytes(
            sha256.digest(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + BLOCK))));
      }
      return HexFormat.of().formatHex(sha256.digest(hashes.toByteArray()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.freehold.adapters.storage.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.adapters.storage.standin.Exchange.Answer;
import io.freehold.adapters.storage.standin.Exchange.Request;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Google: its consent page, its token endpoint, and Drive v3 as an application with the scope
/// `drive.file` sees it: nothing but what it made itself.
public final class GoogleStandIn extends StandIn {
  public static final String CLIENT_ID = "1234-abc.apps.googleusercontent.com";
  public static final String CLIENT_SECRET = "GOCSPX-not-much-of-a-secret";
  public static final String ACCOUNT = "04420042004200420042";
  public static final String FOLDER = "application/vnd.google-apps.folder";
  private static final String FILES = "/drive/v3/files";
  private static final String UPLOAD = "/upload/drive/v3/files";
  private static final int CHUNK = 256 << 10;
  private static final Set<String> METADATA =
      Set.of("name", "mimeType", "parents", "appProperties");
  private static final Pattern TERM =
      Pattern.compile(
          "name = '(?<name>(?:[^'\\\\]|\\\\.)*)'"
              + "|mimeType = '(?<type>[^']*)'"
              + "|'(?<parent>[^']+)' in parents"
              + "|(?<alive>trashed = false)"
              + "|appProperties has \\{ key='(?<key>[^']+)' and value='(?<value>[^']*)' \\}");

  /// What Drive keeps.
  private record Entry(JsonNode metadata, byte[] bytes, boolean isTrashed) {
    String name() {
      return metadata.path("name").asText();
    }

    String type() {
      return metadata.path("mimeType").asText("application/octet-stream");
    }

    Stream<String> parents() {
      JsonNode parents = metadata.path("parents");
      return parents.isMissingNode()
          ? Stream.of("root")
          : parents.valueStream().map(JsonNode::asText);
    }
  }

  /// An upload that is under way.
  private record Session(JsonNode metadata, long total, byte[] received) {}

  private final OAuthStandIn oauth;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, Session> sessions = new TreeMap<>();
  private final Map<String, String> done = new TreeMap<>();
  private Optional<Integer> keptOfNextChunk = Optional.empty();
  private int pageSizeMax = 1_000;
  private long quotaBytes = Long.MAX_VALUE;
  private boolean isCorrupting;
  private int number;

  public GoogleStandIn(InstantSource clock) {
    oauth =
        new OAuthStandIn(
            new OAuthStandIn.Rules(
                CLIENT_ID,
                CLIENT_SECRET,
                "https://www.googleapis.com/auth/drive.file",
                "http://127\\.0\\.0\\.1:\\d{1,5}/callback",
                Map.of("access_type", "offline", "prompt", "consent"),
                Duration.ofSeconds(3_599)),
            clock,
            this::violation);
  }

  public OAuthStandIn oauth() {
    return oauth;
  }

  /// The settings that lead here.
  public Map<String, String> settings() {
    return Map.of(
        "clientId", CLIENT_ID,
        "clientSecret", CLIENT_SECRET,
        "authUrl", url() + "/o/oauth2/v2/auth",
        "tokenUrl", url() + "/token",
        "apiUrl", url() + "/drive/v3",
        "uploadUrl", url() + "/upload/drive/v3");
  }

  /// Lists are cut to pages of this size.
  public synchronized void pagesOf(int files) {
    pageSizeMax = files;
  }

  /// Of the next chunk only so much arrives; then the connection is cut.
  public synchronized void keepOfNextChunk(int bytes) {
    keptOfNextChunk = Optional.of(bytes);
  }

  public synchronized void haveRoomFor(long bytes) {
    quotaBytes = bytes;
  }

  /// What is uploaded from now on is kept with one bit turned.
  public synchronized void corrupt() {
    isCorrupting = true;
  }

  public synchronized void forgetSessions() {
    sessions.clear();
  }

  /// The owner moves everything to the trash.
  public synchronized void trashAll() {
    entries.replaceAll((_, entry) -> new Entry(entry.metadata(), entry.bytes(), true));
  }

  /// The owner deletes everything.
  public synchronized void deleteAll() {
    entries.clear();
  }

  /// The path of each file by its folders' names, in the order of their making.
  public synchronized List<String> paths() {
    return entries.values().stream()
        .filter(entry -> !entry.type().equals(FOLDER))
        .map(this::pathOf)
        .toList();
  }

  public synchronized long folders() {
    return entries.values().stream().filter(entry -> entry.type().equals(FOLDER)).count();
  }

  private String pathOf(Entry entry) {
    String parent = entry.parents().findFirst().orElseThrow();
    return (parent.equals("root") ? "" : pathOf(entries.get(parent)) + "/") + entry.name();
  }

  @Override
  protected synchronized Answer answer(Request request) {
    String path = request.path();
    if (path.equals("/token")) {
      return oauth.token(request);
    }
    if (path.equals("/revoke")) {
      return request.method().equals("POST") && oauth.revoke(request.form().get("token"))
          ? Answer.json(200, Exchange.JSON.createObjectNode())
          : Answer.json(400, Exchange.JSON.createObjectNode().put("error", "invalid_token"));
    }
    if (path.contains("permissions") || path.contains("copy") || path.contains("publish")) {
      return violation("this makes a file public: " + path);
    }
    if (request.method().equals("PUT") && path.equals(UPLOAD)) {
      return chunk(request);
    }
    if (!oauth.lets(request)) {
      return error(401, "authError", "Invalid Credentials");
    }
    return switch (request.method() + " " + path) {
      case "GET /drive/v3/about" -> about(request);
      case "GET " + FILES -> list(request);
      case "POST " + FILES -> createFolder(request);
      case "POST " + UPLOAD -> beginUpload(request);
      default -> ofOneFile(request);
    };
  }

  private Answer about(Request request) {
    return request.query().getOrDefault("fields", "").matches("user(\\(.*\\)|/permissionId)")
        ? Answer.json(
            200,
            Exchange.parsed(
                "{\"user\":{\"permissionId\":\"%s\",\"emailAddress\":\"owner@example.org\"}}"
                    .formatted(ACCOUNT)))
        : violation("about needs fields");
  }

  private Answer list(Request request) {
    Map<String, String> query = request.query();
    int wanted = Integer.parseInt(query.getOrDefault("pageSize", "100"));
    String fields = query.getOrDefault("fields", "");
    if (wanted < 1 || wanted > 1_000 || !fields.matches(".*nextPageToken.*files\\(.*id.*\\).*")) {
      return violation("a list with bad pageSize or fields: " + query);
    }
    List<String> found = new ArrayList<>();
    for (var entry : entries.entrySet()) {
      if (matches(query.getOrDefault("q", ""), entry.getValue())) {
        found.add(entry.getKey());
      }
    }
    int from = Integer.parseInt(query.getOrDefault("pageToken", "page-0").substring(5));
    int to = Math.min(found.size(), from + Math.min(wanted, pageSizeMax));
    ObjectNode page = Exchange.JSON.createObjectNode();
    ArrayNode files = page.putArray("files");
    found.subList(Math.min(from, to), to).forEach(id -> files.add(described(id)));
    if (to < found.size()) {
      page.put("nextPageToken", "page-" + to);
    }
    return Answer.json(200, page);
  }

  private boolean matches(String query, Entry entry) {
    Matcher term = TERM.matcher(query);
    int at = 0;
    boolean all = true;
    while (at < query.length()) {
      if (!term.find(at) || term.start() != at) {
        var _ = violation("a query that Drive does not understand: " + query);
        return false;
      }
      all &= holds(term, entry);
      at = term.end();
      if (at < query.length()) {
        if (!query.startsWith(" and ", at)) {
          var _ = violation("a query that Drive does not understand: " + query);
          return false;
        }
        at += " and ".length();
      }
    }
    return all;
  }

  /// Names are compared without regard to case.
  private boolean holds(Matcher term, Entry entry) {
    if (term.group("name") != null) {
      String name = term.group("name").replaceAll("\\\\(.)", "$1");
      return entry.name().equalsIgnoreCase(name);
    }
    if (term.group("type") != null) {
      return entry.type().equals(term.group("type"));
    }
    if (term.group("parent") != null) {
      return entry.parents().anyMatch(term.group("parent")::equals);
    }
    if (term.group("alive") != null) {
      return !isInTrash(entry);
    }
    return entry
        .metadata()
        .path("appProperties")
        .path(term.group("key"))
        .asText("")
        .equals(term.group("value"));
  }

  private Answer createFolder(Request request) {
    JsonNode metadata = request.json();
    if (!metadata.path("mimeType").asText().equals(FOLDER)) {
      return violation("only folders are made without content");
    }
    return complaintAbout(metadata).orElseGet(() -> Answer.json(200, described(add(metadata))));
  }

  private Optional<Answer> complaintAbout(JsonNode metadata) {
    for (var member : metadata.properties()) {
      if (!METADATA.contains(member.getKey())) {
        return Optional.of(violation("metadata that nobody asked for: " + member.getKey()));
      }
    }
    for (var property : metadata.path("appProperties").properties()) {
      int bytes =
          (property.getKey() + property.getValue().asText())
              .getBytes(StandardCharsets.UTF_8)
              .length;
      if (bytes > 124) {
        return Optional.of(violation("a property of more than 124 bytes: " + property.getKey()));
      }
    }
    return metadata
        .path("parents")
        .valueStream()
        .map(JsonNode::asText)
        .filter(parent -> !parent.equals("root") && !entries.containsKey(parent))
        .findFirst()
        .map(parent -> error(404, "notFound", "File not found: " + parent + "."));
  }

  private String add(JsonNode metadata) {
    return add(metadata, new byte[0]);
  }

  private String add(JsonNode metadata, byte[] bytes) {
    String id = "1Drive-file_%04d".formatted(++number);
    if (isCorrupting && bytes.length > 0) {
      bytes[0] ^= 1;
    }
    entries.put(id, new Entry(metadata, bytes, false));
    return id;
  }

  private ObjectNode described(String id) {
    Entry entry = entries.get(id);
    ObjectNode file = entry.metadata().deepCopy();
    file.put("id", id).put("trashed", isInTrash(entry));
    if (!entry.type().equals(FOLDER)) {
      file.put("size", Integer.toString(entry.bytes().length))
          .put("sha256Checksum", sha256(entry.bytes()));
    }
    return file;
  }

  /// A folder takes along what is in it.
  private boolean isInTrash(Entry entry) {
    return entry.isTrashed()
        || entry.parents().map(entries::get).filter(Objects::nonNull).anyMatch(this::isInTrash);
  }

  private Answer beginUpload(Request request) {
    long total = Long.parseLong(request.header("x-upload-content-length").orElse("-1"));
    if (!"resumable".equals(request.query().get("uploadType")) || total < 0) {
      return violation("an upload that cannot be resumed");
    }
    JsonNode metadata = request.json();
    long used = entries.values().stream().mapToLong(entry -> entry.bytes().length).sum();
    if (used + total > quotaBytes) {
      return error(
          403, "storageQuotaExceeded", "The user's Drive storage quota has been exceeded.");
    }
    return complaintAbout(metadata)
        .orElseGet(() -> {
          String id = "session-" + ++number;
          sessions.put(id, new Session(metadata, total, new byte[0]));
          return Answer.empty(200)
              .with("location", url() + UPLOAD + "?uploadType=resumable&upload_id=" + id);
        });
  }

  private Answer chunk(Request request) {
    String id = request.query().getOrDefault("upload_id", "");
    Session session = sessions.get(id);
    if (session == null) {
      return error(404, "notFound", "There is no such upload.");
    }
    String range = request.header("content-range").orElse("");
    Matcher bytes = Pattern.compile("bytes (\\d+)-(\\d+)/(\\d+)").matcher(range);
    if (range.equals("bytes */" + session.total()) && request.body().length == 0) {
      return session.total() == 0 ? finish(id, session) : soFar(session);
    }
    if (!bytes.matches()) {
      return violation("a chunk with the range " + range);
    }
    long from = Long.parseLong(bytes.group(1));
    long to = Long.parseLong(bytes.group(2));
    boolean isLast = to + 1 == session.total();
    if (Long.parseLong(bytes.group(3)) != session.total()
        || to - from + 1 != request.body().length
        || from != session.received().length
        || !isLast && request.body().length % CHUNK != 0) {
      return violation("a chunk that does not fit: " + range);
    }
    return kept(id, session, request.body());
  }

  private Answer kept(String id, Session session, byte[] body) {
    Optional<Integer> kept = keptOfNextChunk.map(bytes -> bytes / CHUNK * CHUNK);
    keptOfNextChunk = Optional.empty();
    byte[] received = joined(session.received(), body, kept.orElse(body.length));
    var next = new Session(session.metadata(), session.total(), received);
    sessions.put(id, next);
    if (kept.isPresent()) {
      return Answer.NONE;
    }
    return received.length == session.total() ? finish(id, next) : soFar(next);
  }

  private static byte[] joined(byte[] one, byte[] two, int ofTwo) {
    byte[] both = Arrays.copyOf(one, one.length + ofTwo);
    System.arraycopy(two, 0, both, one.length, ofTwo);
    return both;
  }

  /// A session that is done answers with the file, however often it is asked.
  private Answer finish(String id, Session session) {
    String file = add(session.metadata(), session.received());
    sessions.put(id, new Session(session.metadata(), session.total(), session.received()));
    done.put(id, file);
    return Answer.json(200, described(file));
  }

  private Answer soFar(Session session) {
    Optional<String> file =
        done.entrySet().stream()
            .filter(entry -> sessions.get(entry.getKey()) == session)
            .map(Map.Entry::getValue)
            .findFirst();
    if (file.isPresent()) {
      return Answer.json(201, described(file.get()));
    }
    Answer answer = Answer.empty(308);
    return session.received().length == 0
        ? answer
        : answer.with("range", "bytes=0-" + (session.received().length - 1));
  }

  private Answer ofOneFile(Request request) {
    if (!request.path().startsWith(FILES + "/")) {
      return violation("Drive has no " + request.method() + " " + request.path());
    }
    String id = request.path().substring(FILES.length() + 1);
    Entry entry = entries.get(id);
    if (entry == null) {
      return error(404, "notFound", "File not found: " + id + ".");
    }
    return switch (request.method()) {
      case "GET" ->
          "media".equals(request.query().get("alt"))
              ? new Answer(200, Map.of("content-type", entry.type()), entry.bytes())
              : Answer.json(200, described(id));
      case "DELETE" -> {
        removeWithChildren(id);
        yield Answer.empty(204);
      }
      default -> violation("a file is neither changed nor shared: " + request.method());
    };
  }

  private void removeWithChildren(String id) {
    entries.remove(id);
    entries.entrySet().stream()
        .filter(entry -> entry.getValue().parents().anyMatch(id::equals))
        .map(Map.Entry::getKey)
        .toList()
        .forEach(this::removeWithChildren);
  }

  /// An error in Google's form.
  public static Answer error(int status, String reason, String message) {
    ObjectNode body = Exchange.JSON.createObjectNode();
    ObjectNode error = body.putObject("error").put("code", status).put("message", message);
    error
        .putArray("errors")
        .addObject()
        .put("domain", "global")
        .put("reason", reason)
        .put("message", message);
    return Answer.json(status, body);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

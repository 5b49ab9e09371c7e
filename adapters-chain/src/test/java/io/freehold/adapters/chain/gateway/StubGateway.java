package io.freehold.adapters.chain.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.freehold.adapters.chain.RecordingGateway;
import io.freehold.application.registry.FileChanges;
import io.freehold.domain.Address;
import io.freehold.domain.BuilderId;
import io.freehold.domain.FileId;
import io.freehold.domain.GrantId;
import io.freehold.domain.Problem;
import io.freehold.domain.ProblemException;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Scope;
import io.freehold.domain.Signature;
import io.freehold.domain.data.Page;
import io.freehold.domain.registry.Entry;
import io.freehold.domain.registry.GrantMessage;
import io.freehold.domain.registry.GrantMessage.GrantRegistration;
import io.freehold.domain.registry.GrantMessage.SpecGrant;
import io.freehold.domain.registry.GrantMessage.VersionedGrant;
import io.freehold.domain.registry.RegistryMessage.FileDeletion;
import io.freehold.domain.registry.RegistryMessage.FileRegistration;
import io.freehold.domain.registry.RegistryMessage.GrantRevocation;
import io.freehold.domain.registry.RegistryMessage.ServerRegistration;
import io.freehold.domain.registry.SchemaRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A gateway on loopback that speaks the shapes seen in the wild, and that can be made to lie, to
/// fail and to hang.
final class StubGateway implements AutoCloseable {
  static final int FILES_PER_PAGE = 10;

  final RecordingGateway records;
  final List<String> requests = new CopyOnWriteArrayList<>();
  private final JsonMapper mapper = JsonMapper.shared();
  private final HttpServer server;
  private volatile UnaryOperator<ObjectNode> lie = UnaryOperator.identity();
  private volatile Optional<Fault> fault = Optional.empty();

  /// What happens instead of an answer.
  interface Fault {
    void happen(HttpExchange exchange) throws IOException;
  }

  StubGateway(RecordingGateway records) {
    this.records = records;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// Every answer is changed this way from now on.
  void lie(UnaryOperator<ObjectNode> changed) {
    lie = changed;
  }

  void fail(Fault instead) {
    fault = Optional.of(instead);
  }

  void failWith(int status, String body) {
    fail(exchange -> send(exchange, status, body));
  }

  void recover() {
    fault = Optional.empty();
    lie = UnaryOperator.identity();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    try (exchange) {
      answerOrFail(exchange);
    }
  }

  private void answerOrFail(HttpExchange exchange) throws IOException {
    try {
      if (fault.isPresent()) {
        fault.get().happen(exchange);
      } else {
        answer(exchange);
      }
    } catch (ProblemException e) {
      refuse(exchange, e.problem());
    }
  }

  private void refuse(HttpExchange exchange, Problem problem) throws IOException {
    switch (problem) {
      case Problem.AlreadyRegistered(var what, var id) ->
          send(
              exchange, 409, json(what.equals("grant") ? Map.of("grantId", id) : Map.of("id", id)));
      case Problem.SignerNotAllowed _ -> send(exchange, 403, "{\"error\":\"not yours\"}");
      case Problem.GrantNotFound _, Problem.RecordNotFound _ ->
          send(exchange, 404, "{\"error\":\"not found\"}");
      default -> send(exchange, 400, "{\"error\":\"bad\"}");
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().split("/");
    String id = path.length > 3 ? path[3] : "";
    switch (exchange.getRequestMethod() + " " + path[2] + (path.length > 4 ? " " + path[4] : "")) {
      case "GET builders" -> sendFound(exchange, builder(id));
      case "GET servers" -> sendFound(exchange, server(id));
      case "POST servers" -> registerServer(exchange);
      case "GET grants" -> sendGrants(exchange, id);
      case "POST grants" -> createGrant(exchange);
      case "DELETE grants" -> revokeGrant(exchange, id);
      case "GET files" -> sendFiles(exchange, id);
      case "POST files" -> recordFile(exchange);
      case "DELETE files" -> deleteFile(exchange, id);
      case "GET schemas" -> sendFound(exchange, schema(query(exchange, "scope")));
      case "GET schemas definition" -> sendDefinition(exchange, id);
      default -> send(exchange, 404, "{\"error\":\"no such route\"}");
    }
  }

  private Optional<Map<String, Object>> builder(String id) {
    var entry =
        id.length() == 42
            ? records.registry.findBuilder(new Address(id))
            : records.registry.findBuilder(new BuilderId(id));
    return entry.map(found ->
        envelope(
            Map.of(
                "id", found.id(),
                "ownerAddress", found.message().owner().value(),
                "granteeAddress", found.message().grantee().value(),
                "publicKey", found.message().publicKey(),
                "appUrl", found.message().appUrl(),
                "addedAt", found.addedAt().toString()),
            found));
  }

  private Optional<Map<String, Object>> server(String id) {
    var address = new Address(id);
    return records
        .registry
        .findServer(address)
        .or(() -> records.registry.findNewestServerOf(address))
        .map(found ->
            envelope(
                Map.of(
                    "id", found.id(),
                    "ownerAddress", found.message().owner().value(),
                    "serverAddress", found.message().server().value(),
                    "publicKey", found.message().publicKey(),
                    "serverUrl", found.message().serverUrl(),
                    "addedAt", found.addedAt().toString()),
                found));
  }

  private void registerServer(HttpExchange exchange) throws IOException {
    JsonNode body = body(exchange);
    var registration =
        new ServerRegistration(
            new Address(body.get("ownerAddress").stringValue()),
            new Address(body.get("serverAddress").stringValue()),
            body.get("publicKey").stringValue(),
            body.get("serverUrl").stringValue());
    var id = records.recordServer.record(registration, signature(exchange), OptionalLong.empty());
    send(exchange, 201, json(Map.of("serverId", id.value())));
  }

  private void createGrant(HttpExchange exchange) throws IOException {
    JsonNode body = body(exchange);
    var grant =
        new GrantRegistration(
            new Address(body.get("grantorAddress").stringValue()),
            new BuilderId(body.get("granteeId").stringValue()),
            body.get("grant").stringValue(),
            List.of());
    var id = records.recordGrant.record(grant, signature(exchange), OptionalLong.empty());
    send(exchange, 201, json(Map.of("grantId", id.value())));
  }

  private void revokeGrant(HttpExchange exchange, String id) throws IOException {
    var grantor = new Address(body(exchange).get("grantorAddress").stringValue());
    records.recordRevocation.record(
        new GrantRevocation(grantor, new GrantId(id)), signature(exchange), OptionalLong.empty());
    send(exchange, 200, "{}");
  }

  private void sendGrants(HttpExchange exchange, String id) throws IOException {
    if (!id.isEmpty()) {
      sendFound(
          exchange,
          records.registry.findGrant(new GrantId(id)).map(found -> envelope(grant(found), found)));
      return;
    }
    List<Map<String, Object>> all =
        records
            .registry
            .grantsOf(new Address(query(exchange, "user")), new Page(1_000, 0))
            .items()
            .stream()
            .map(StubGateway::grant)
            .toList();
    sendFound(exchange, Optional.of(Map.of("data", all)));
  }

  private static Map<String, Object> grant(Entry<GrantMessage> entry) {
    var grant = new LinkedHashMap<String, Object>();
    grant.put("id", entry.id());
    grant.put("grantorAddress", entry.message().owner().value());
    switch (entry.message()) {
      case GrantRegistration(_, var granteeId, var text, var fileIds) -> {
        grant.put("granteeId", granteeId.value());
        grant.put("grant", text);
        grant.put("fileIds", fileIds);
      }
      case SpecGrant(var owner, var builder, var scopes, var expiresAt, var nonce, _) -> {
        grant.put("user", owner.value());
        grant.put("builder", builder.value());
        grant.put("scopes", scopes);
        grant.put("expiresAt", expiresAt);
        grant.put("nonce", nonce);
      }
      case VersionedGrant(_, var granteeId, var scopes, var version, var expiresAt) -> {
        grant.put("granteeId", granteeId.value());
        grant.put("scopes", scopes);
        grant.put("grantVersion", Long.toString(version));
        grant.put("expiresAt", Long.toString(expiresAt));
      }
    }
    grant.put("status", "pending");
    grant.put("addedAt", entry.addedAt().toString());
    grant.put("revokedAt", entry.removal().map(removal -> removal.at().toString()).orElse(null));
    return grant;
  }

  private void recordFile(HttpExchange exchange) throws IOException {
    JsonNode body = body(exchange);
    var file =
        new FileRegistration(
            new Address(body.get("ownerAddress").stringValue()),
            body.get("url").stringValue(),
            SchemaId.parse(body.get("schemaId").stringValue()));
    var id = records.recordFile.record(file, signature(exchange), OptionalLong.empty());
    send(exchange, 201, json(Map.of("fileId", id.value())));
  }

  private void deleteFile(HttpExchange exchange, String id) throws IOException {
    var owner = new Address(body(exchange).get("ownerAddress").stringValue());
    records.recordFileDeletion.record(
        new FileDeletion(owner, new FileId(id)), signature(exchange), OptionalLong.empty());
    send(exchange, 200, "{}");
  }

  private void sendFiles(HttpExchange exchange, String id) throws IOException {
    if (!id.isEmpty()) {
      sendFound(
          exchange,
          records.registry.findFile(new FileId(id)).map(found -> envelope(file(found), found)));
      return;
    }
    Optional<Instant> since =
        exchange.getRequestURI().getQuery().contains("since=")
            ? Optional.of(Instant.parse(query(exchange, "since")))
            : Optional.empty();
    var changes =
        FileChanges.of(
            records.registry,
            new Address(query(exchange, "user")),
            since,
            Boolean.parseBoolean(query(exchange, "includeDeleted")),
            FILES_PER_PAGE);
    var data = new LinkedHashMap<String, Object>();
    data.put("files", changes.files().stream().map(StubGateway::file).toList());
    data.put("cursor", changes.cursor().or(() -> since).map(Instant::toString).orElse(null));
    sendFound(exchange, Optional.of(Map.of("data", data)));
  }

  private static Map<String, Object> file(Entry<FileRegistration> entry) {
    var file = new LinkedHashMap<String, Object>();
    file.put("fileId", entry.id());
    file.put("owner", entry.message().owner().value());
    file.put("url", entry.message().url());
    file.put("schemaId", entry.message().schemaId().value());
    file.put("createdAt", entry.addedAt().toString());
    file.put("deletedAt", entry.removal().map(removal -> removal.at().toString()).orElse(null));
    file.put(
        "deletionSignature",
        entry.removal().map(removal -> removal.signature().value()).orElse(null));
    return file;
  }

  private Optional<Map<String, Object>> schema(String scope) {
    return records
        .registry
        .findSchema(new Scope(scope))
        .map(found ->
            Map.of(
                "data",
                Map.of(
                    "id", found.id().value(),
                    "ownerAddress", found.owner().value(),
                    "name", found.name(),
                    "definitionUrl", found.definitionUrl(),
                    "scope", found.scope().value(),
                    "addedAt", found.addedAt().toString())));
  }

  private void sendDefinition(HttpExchange exchange, String id) throws IOException {
    Optional<SchemaRecord> found = records.registry.findSchema(new SchemaId(id));
    send(exchange, found.isPresent() ? 200 : 404, found.map(SchemaRecord::definition).orElse("{}"));
  }

  private static Map<String, Object> envelope(Map<String, Object> data, Entry<?> entry) {
    return Map.of("data", data, "proof", Map.of("userSignature", entry.signature().value()));
  }

  private void sendFound(HttpExchange exchange, Optional<Map<String, Object>> found)
      throws IOException {
    if (found.isEmpty()) {
      send(exchange, 404, "{\"error\":\"not found\"}");
      return;
    }
    ObjectNode tree = (ObjectNode) mapper.readTree(json(found.get()));
    send(exchange, 200, mapper.writeValueAsString(lie.apply(tree)));
  }

  private String json(Map<String, ?> body) {
    return mapper.writeValueAsString(body);
  }

  private JsonNode body(HttpExchange exchange) throws IOException {
    return mapper.readTree(exchange.getRequestBody().readAllBytes());
  }

  private static Signature signature(HttpExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    return new Signature(header.replaceFirst("^Web3Signed ", ""));
  }

  private static String query(HttpExchange exchange, String name) {
    for (String pair : exchange.getRequestURI().getQuery().split("&")) {
      if (pair.startsWith(name + "=")) {
        return pair.substring(name.length() + 1);
      }
    }
    throw new IllegalArgumentException("no " + name);
  }

  static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  static StubGateway of(InstantSource clock) {
    return new StubGateway(new RecordingGateway(clock));
  }
}

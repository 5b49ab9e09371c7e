package io.freehold.adapters.http.gateway;

import io.freehold.adapters.http.ApiRoute;
import io.freehold.adapters.http.HttpAdapter;
import io.freehold.adapters.http.HttpAdapter.GatewayRole;
import io.freehold.application.Limits;
import io.freehold.application.port.Signer;
import io.freehold.application.registry.RecordBuilder;
import io.freehold.application.registry.RecordFile;
import io.freehold.application.registry.RecordFileDeletion;
import io.freehold.application.registry.RecordGrant;
import io.freehold.application.registry.RecordGrantRevocation;
import io.freehold.application.registry.RecordServer;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.FakeSignatures;
import io.freehold.application.testing.FakeSigner;
import io.freehold.application.testing.HandSetClock;
import io.freehold.application.testing.HashedIds;
import io.freehold.application.testing.InMemoryRegistry;
import io.freehold.application.testing.PlainGrantTexts;
import io.freehold.domain.Address;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Signature;
import io.freehold.domain.registry.ProtocolDomain;
import io.freehold.domain.registry.RegistryMessage;
import io.freehold.domain.registry.RegistryMessage.BuilderRegistration;
import io.freehold.domain.registry.RegistryMessage.ServerRegistration;
import io.freehold.domain.registry.SchemaRecord;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Random;

/// A gateway on a real port, with the real use cases over records in memory, and a client of it.
public final class GatewayOnPort implements AutoCloseable {
  /// The gateway's own key; nobody else of the cast has it.
  static final FakeSigner GATEWAY_KEY =
      new FakeSigner(new Address("0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65"), "0x04");

  static final SchemaId SCHEMA = new SchemaId("0x" + "77".repeat(32));
  static final String DEFINITION = "{\"type\": \"object\",\n \"title\":\"Prüfung\"}";

  private static final Vertx VERTX = Vertx.vertx();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  final HandSetClock clock = new HandSetClock(Cast.NOW);
  final InMemoryRegistry registry = new InMemoryRegistry();
  final HashedIds ids = new HashedIds();
  private final HttpAdapter adapter;
  private final int port;

  GatewayOnPort() {
    this(Limits.DEFAULT);
  }

  public GatewayOnPort(Limits limits) {
    adapter =
        new HttpAdapter(
            VERTX, new HttpAdapter.Settings(List.of(), "1.2.3"), limits, clock, new Random(1));
    port = adapter.listen(role(GATEWAY_KEY), HttpAdapter.Place.plain("127.0.0.1", 0));
    registry.addSchema(
        new SchemaRecord(
            SCHEMA, Cast.OWNER, "profile", Cast.PROFILE, "ipfs://bafk", DEFINITION, Cast.NOW));
  }

  public int port() {
    return port;
  }

  /// What it serves.
  public List<ApiRoute> routes() {
    return new GatewayApi(role(GATEWAY_KEY), "1.2.3", Limits.DEFAULT).routes();
  }

  private GatewayRole role(Signer gatewayKey) {
    var signatures = new FakeSignatures();
    var texts = new PlainGrantTexts();
    return new GatewayRole(
        registry,
        new RecordBuilder(registry, ids, signatures, clock),
        new RecordServer(registry, ids, signatures, clock),
        new RecordGrant(registry, ids, texts, signatures, clock),
        new RecordGrantRevocation(registry, signatures, clock),
        new RecordFile(registry, ids, signatures, clock),
        new RecordFileDeletion(registry, signatures, clock),
        texts,
        gatewayKey,
        ProtocolDomain.MOKSHA);
  }

  /// An answer as it came.
  record Answer(int status, String text, HttpResponse<String> response) {
    JsonObject json() {
      return new JsonObject(text);
    }

    JsonObject data() {
      return json().getJsonObject("data");
    }

    JsonObject proof() {
      return json().getJsonObject("proof");
    }

    JsonObject error() {
      return json().getJsonObject("error");
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  Answer get(String path) {
    return send(HttpRequest.newBuilder(uri(path)).GET());
  }

  Answer post(String path, JsonObject body, Signature signature) {
    return write("POST", path, body, "Web3Signed " + signature.value());
  }

  Answer delete(String path, JsonObject body, Signature signature) {
    return write("DELETE", path, body, "Web3Signed " + signature.value());
  }

  Answer write(String method, String path, JsonObject body, String authorization) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .header("Authorization", authorization)
            .method(method, BodyPublishers.ofString(body.encode())));
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  static Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body(), response);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  // Bodies, and who signs them.

  static JsonObject body(RegistryMessage message) {
    var body = new JsonObject();
    message
        .fields()
        .forEach(field ->
            body.put(
                field.name(),
                field.value() instanceof List<?> list
                    ? new io.vertx.core.json.JsonArray(list)
                    : field.value()));
    return body;
  }

  static ServerRegistration server(Address owner, String url) {
    return new ServerRegistration(owner, Cast.SERVER, Cast.SERVER_KEY.publicKey(), url);
  }

  static BuilderRegistration builder(Address owner, String url) {
    return new BuilderRegistration(owner, Cast.BUILDER, Cast.BUILDER_KEY.publicKey(), url);
  }

  Answer registerTheServer() {
    ServerRegistration message = server(Cast.OWNER, Cast.SERVER_URL);
    return post("/v1/servers", body(message), Cast.OWNER_KEY.sign(message));
  }

  /// The builder's id.
  String registerTheBuilder() {
    BuilderRegistration message = builder(Cast.BUILDER, Cast.APP_URL);
    return post("/v1/builders", body(message), Cast.BUILDER_KEY.sign(message))
        .json()
        .getString("builderId");
  }

  @Override
  public void close() {
    adapter.close();
  }
}

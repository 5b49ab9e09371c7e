package io.freehold.benchmarks.whole;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.adapters.chain.ChainAdapter;
import io.freehold.application.Limits;
import io.freehold.application.port.Signer;
import io.freehold.benchmarks.load.Requests;
import io.freehold.benchmarks.process.Checkout;
import io.freehold.benchmarks.process.Home;
import io.freehold.benchmarks.process.ProcessUsage;
import io.freehold.benchmarks.process.ServerUnderTest;
import io.freehold.bootstrap.client.Answer;
import io.freehold.bootstrap.client.ApiClient;
import io.freehold.bootstrap.client.ApiClient.Credential;
import io.freehold.bootstrap.client.RequestSigner;
import io.freehold.domain.Address;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.registry.ProtocolDomain;
import io.freehold.domain.registry.RegistryMessage.BuilderRegistration;
import io.freehold.domain.registry.RegistryMessage.ServerRegistration;
import io.freehold.domain.storage.MasterKey;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A running server with an owner, a registered builder and a grant: what every load needs.
public final class Inhabited implements AutoCloseable {
  private static final int TRIES_MAX = 6;
  private static final byte[] NO_BODY = {};

  /// The load comes from one builder, which is not what these limits are for.
  private static final Map<String, String> UNPACED =
      Map.of(
          "FREEHOLD_LIMITS_SIGNER_REQUESTS_PER_SECOND", "10000000",
          "FREEHOLD_LIMITS_SIGNER_BURST", "10000000");

  private final ServerUnderTest server;
  private final Secret token;
  private final ApiClient owner;
  private final Signer key;
  private final RequestSigner builder;

  private Inhabited(
      ServerUnderTest server, Secret token, ApiClient owner, Signer key, RequestSigner builder) {
    this.server = server;
    this.token = token;
    this.owner = owner;
    this.key = key;
    this.builder = builder;
  }

  /// Starts a server in a home, makes it somebody's, and gives a builder a grant for all there is.
  public static Inhabited start(Checkout checkout, Home home, Map<String, String> settings) {
    ChainAdapter chain = ChainAdapter.of(ProtocolDomain.MOKSHA, Limits.DEFAULT);
    var random = new SecureRandom();
    Signer wallet = chain.signer(chain.newPrivateKey(random));
    var all = new HashMap<>(UNPACED);
    all.put("VANA_MASTER_KEY_SIGNATURE", wallet.sign(MasterKey.SENTENCE).value());
    all.putAll(settings);
    ServerUnderTest server = ServerUnderTest.start(checkout, home, all);
    try {
      return inhabited(server, chain, wallet, chain.signer(chain.newPrivateKey(random)));
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private static Inhabited inhabited(
      ServerUnderTest server, ChainAdapter chain, Signer wallet, Signer builder) {
    InstantSource clock = InstantSource.system();
    var anybody = new ApiClient(server.origin("server"), new Credential.None());
    ApiClient signed = anybody.as(new Credential.Signed(new RequestSigner(wallet, clock)));
    var token = new Secret(created(signed).orRefuse().json().path("token").asText());
    ApiClient owner = anybody.as(new Credential.Bearer(token));
    registerServer(owner, wallet);
    registerBuilder(new ApiClient(server.origin("gateway"), new Credential.None()), builder);
    RequestSigner signing = new RequestSigner(builder, clock).withGrant(grant(owner, builder));
    return new Inhabited(server, token, owner, builder, signing);
  }

  /// A write that is signed within the second a server began in is refused, and signed again.
  static Answer created(ApiClient signed) {
    Answer answer = signed.post("/v1/tokens", "{\"name\":\"bench\"}");
    for (int i = 0; i < TRIES_MAX && answer.errorCode().equals("EXPIRED_TOKEN"); i++) {
      pause();
      answer = signed.post("/v1/tokens", "{\"name\":\"bench\"}");
    }
    return answer;
  }

  private static void pause() {
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static void registerServer(ApiClient owner, Signer wallet) {
    JsonNode shown =
        owner.get("/v1/server/registration").orRefuse().json().path("typedData").path("message");
    var registration =
        new ServerRegistration(
            wallet.address(),
            new Address(shown.path("serverAddress").asText()),
            shown.path("publicKey").asText(),
            shown.path("serverUrl").asText());
    owner
        .post(
            "/v1/server/registration",
            "{\"signature\":\"" + wallet.sign(registration).value() + "\"}")
        .orRefuse();
  }

  private static void registerBuilder(ApiClient gateway, Signer key) {
    var registration =
        new BuilderRegistration(
            key.address(), key.address(), key.publicKey(), "https://reader.example.com");
    gateway
        .as(new Credential.Header("Web3Signed " + key.sign(registration).value()))
        .post(
            "/v1/builders",
            """
            {"ownerAddress":"%1$s","granteeAddress":"%1$s","publicKey":"%2$s","appUrl":"%3$s"}
            """
                .formatted(key.address(), key.publicKey(), registration.appUrl()))
        .orRefuse();
  }

  private static String grant(ApiClient owner, Signer builder) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("granteeAddress", builder.address().value());
    List.of("*").forEach(body.putArray("scopes")::add);
    Answer answer = owner.post("/v1/grants", body.toString()).orRefuse();
    return answer.json().path("grantId").asText();
  }

  /// Registers the schema of `Documents` for a scope.
  void addSchema(String scope) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("scope", scope);
    body.put("definition", Documents.SCHEMA);
    owner.post("/v1/schemas", body.toString()).orRefuse();
  }

  void ingest(String scope, byte[] document) {
    owner.post("/v1/data/" + scope, document).orRefuse();
  }

  /// The owner's requests, by token.
  Requests ofOwner(String method, String target, byte[] body) {
    return Requests.of(method, target, Map.of("Authorization", "Bearer " + token.reveal()), body);
  }

  /// The builder's request under the grant, signed once: reads may come again until they expire.
  public Requests ofBuilder(String target) {
    String path = target.contains("?") ? target.substring(0, target.indexOf('?')) : target;
    String header = builder.header(server.origin("server"), "GET", path, NO_BODY);
    return Requests.of("GET", target, Map.of("Authorization", header), NO_BODY);
  }

  /// The builder's signature under a request of another role.
  String signature(String role, String method, String target, byte[] body) {
    return new RequestSigner(key, InstantSource.system())
        .header(server.origin(role), method, target, body);
  }

  /// The owner's.
  Secret token() {
    return token;
  }

  Address builder() {
    return key.address();
  }

  InetSocketAddress address(String role) {
    return server.address(role);
  }

  String origin(String role) {
    return server.origin(role);
  }

  public ApiClient owner() {
    return owner;
  }

  public InetSocketAddress address() {
    return server.address();
  }

  public ProcessUsage usage() {
    return server.usage();
  }

  @Override
  public void close() {
    server.close();
  }
}

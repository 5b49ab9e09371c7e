package io.freehold.bootstrap.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.freehold.adapters.chain.ChainAdapter;
import io.freehold.application.port.Signer;
import io.freehold.bootstrap.Context;
import io.freehold.bootstrap.PersonalServer;
import io.freehold.bootstrap.client.Answer;
import io.freehold.bootstrap.client.ApiClient;
import io.freehold.bootstrap.client.ApiClient.Credential;
import io.freehold.bootstrap.client.RequestSigner;
import io.freehold.bootstrap.config.ConfigLoader;
import io.freehold.bootstrap.config.ServerConfig;
import io.freehold.domain.BuilderId;
import io.freehold.domain.grant.GrantTerms;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.registry.GrantMessage.GrantRegistration;
import io.freehold.domain.registry.RegistryMessage.BuilderRegistration;
import io.freehold.domain.registry.RegistryMessage.ServerRegistration;
import io.freehold.domain.storage.MasterKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A server on free ports with its owner, and the callers of the protocol's scenarios. The keys are
/// those every Ethereum development tool publishes.
final class RunningServer implements AutoCloseable {
  static final String OWNER_KEY =
      "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
  static final String BUILDER_KEY =
      "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d";
  static final String STRANGER_KEY =
      "0x7c852118294e51e653712a81e05800f419141751be58f605c371e15141b007a6";

  private final Context context;
  private final PersonalServer server;
  final ChainAdapter chain;
  final Signer owner;
  final Signer builder;

  private RunningServer(Path home, Map<String, String> settings, InstantSource clock) {
    var environment = new HashMap<String, String>();
    environment.put("FREEHOLD_HOME", home.toString());
    environment.put("FREEHOLD_SERVER_HOST", "127.0.0.1");
    environment.put("FREEHOLD_SERVER_PORT", "0");
    environment.put("FREEHOLD_GATEWAY_PORT", "0");
    environment.put("FREEHOLD_CONSOLE_PORT", "0");
    environment.putAll(settings);
    var config = new ConfigLoader(environment);
    context = new Context(config, clock, new SecureRandom());
    ServerConfig loaded = config.load();
    chain = ChainAdapter.of(loaded.gateway().domain(), loaded.limits());
    owner = chain.signer(new Secret(OWNER_KEY));
    builder = chain.signer(new Secret(BUILDER_KEY));
    server = PersonalServer.start(loaded, context.clock(), context.random());
  }

  static RunningServer at(Path home, Map<String, String> settings) {
    return at(home, settings, InstantSource.system());
  }

  static RunningServer at(Path home, Map<String, String> settings, InstantSource clock) {
    var running = new RunningServer(home, settings, clock);
    if (running.server.owner().isEmpty()) {
      running
          .server
          .ownerSetup()
          .withMasterKeySignature(new Secret(running.owner.sign(MasterKey.SENTENCE).value()));
    }
    return running;
  }

  static RunningServer at(Path home) {
    return at(home, Map.of());
  }

  /// A server that is registered, and a builder that is.
  static RunningServer withEverybodyRegistered(Path home) {
    var running = at(home);
    running.registerServer();
    running.registerBuilder(running.builder);
    return running;
  }

  String url(String role) {
    return java.util.Objects.requireNonNull(server.listeners().get(role)).value();
  }

  ApiClient anybody() {
    return new ApiClient(url("server"), new Credential.None());
  }

  ApiClient signedBy(Signer key) {
    return anybody().as(new Credential.Signed(new RequestSigner(key, context.clock())));
  }

  ApiClient owner() {
    return signedBy(owner);
  }

  ApiClient builder() {
    return signedBy(builder);
  }

  ApiClient builderWith(String grantId) {
    return signedWith(builder, grantId);
  }

  ApiClient signedWith(Signer key, String grantId) {
    return anybody()
        .as(new Credential.Signed(new RequestSigner(key, context.clock()).withGrant(grantId)));
  }

  Signer stranger() {
    return chain.signer(new Secret(STRANGER_KEY));
  }

  ApiClient gateway() {
    return new ApiClient(url("gateway"), new Credential.None());
  }

  void registerServer() {
    var self = server.identity();
    var registration =
        new ServerRegistration(owner.address(), self.address(), self.publicKey(), self.url());
    Answer answer =
        gateway()
            .as(new Credential.Header("Web3Signed " + owner.sign(registration).value()))
            .post(
                "/v1/servers",
                """
                {"ownerAddress":"%s","serverAddress":"%s","publicKey":"%s","serverUrl":"%s"}
                """
                    .formatted(owner.address(), self.address(), self.publicKey(), self.url()));
    assertThat(answer.status()).describedAs(new String(answer.body())).isIn(200, 201);
  }

  void registerBuilder(Signer key) {
    registerBuilder(key, "https://reader.example.com");
  }

  void registerBuilder(Signer key, String appUrl) {
    var registration =
        new BuilderRegistration(key.address(), key.address(), key.publicKey(), appUrl);
    Answer answer =
        gateway()
            .as(new Credential.Header("Signature " + key.sign(registration).value()))
            .post(
                "/v1/builders",
                """
                {"ownerAddress":"%s","granteeAddress":"%s","publicKey":"%s","appUrl":"%s"}
                """
                    .formatted(
                        key.address(), key.address(), key.publicKey(), registration.appUrl()));
    assertThat(answer.status()).describedAs(new String(answer.body())).isEqualTo(201);
  }

  String ingest(String scope, String json) {
    Answer answer = owner().post("/v1/data/" + scope, json);
    assertThat(answer.status()).describedAs(new String(answer.body())).isEqualTo(201);
    return answer.json().path("collectedAt").asText();
  }

  /// @param expiresAt seconds since 1970, 0 for never
  String grant(long expiresAt, String... scopes) {
    Answer answer =
        owner()
            .post(
                "/v1/grants",
                """
                {"granteeAddress":"%s","scopes":[%s],"expiresAt":%d}
                """
                    .formatted(
                        builder.address(),
                        List.of(scopes).stream()
                            .map(scope -> '"' + scope + '"')
                            .collect(Collectors.joining(",")),
                        expiresAt));
    assertThat(answer.status()).describedAs(new String(answer.body())).isEqualTo(201);
    return answer.json().path("grantId").asText();
  }

  /// A grant whose time is over, which the server would not make: the owner's wallet signs it and
  /// the gateway records it.
  String grantThatExpired(String scope) {
    String id =
        gateway().get("/v1/builders/" + builder.address()).json().path("data").path("id").asText();
    var terms =
        new GrantTerms(
            owner.address(),
            builder.address(),
            List.of(new ScopePattern(scope)),
            Instant.ofEpochSecond(1_700_000_000),
            1);
    var message =
        new GrantRegistration(
            owner.address(), new BuilderId(id), chain.grantTexts().format(terms), List.of());
    var body = JsonNodeFactory.instance.objectNode();
    body.put("grantorAddress", owner.address().value());
    body.put("granteeId", id);
    body.put("grant", message.grant());
    body.putArray("fileIds");
    Answer answer =
        gateway()
            .as(new Credential.Header("Web3Signed " + owner.sign(message).value()))
            .post("/v1/grants", body.toString());
    assertThat(answer.status()).describedAs(new String(answer.body())).isEqualTo(201);
    return answer.json().path("grantId").asText();
  }

  Secret token() {
    var setup = server.ownerSetup();
    return setup.token(
        setup.withMasterKeySignature(new Secret(owner.sign(MasterKey.SENTENCE).value())), "test");
  }

  @Override
  public void close() {
    server.close();
  }
}

package io.freehold.bootstrap.tour;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.adapters.chain.ChainAdapter;
import io.freehold.application.port.Signer;
import io.freehold.bootstrap.Context;
import io.freehold.bootstrap.OwnerSetup;
import io.freehold.bootstrap.PersonalServer;
import io.freehold.bootstrap.client.Answer;
import io.freehold.bootstrap.client.ApiClient;
import io.freehold.bootstrap.client.ApiClient.Credential;
import io.freehold.bootstrap.client.Refusal;
import io.freehold.bootstrap.client.RequestSigner;
import io.freehold.bootstrap.config.ServerConfig;
import io.freehold.domain.Address;
import io.freehold.domain.identity.Caller;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.registry.RegistryMessage.BuilderRegistration;
import io.freehold.domain.registry.RegistryMessage.ServerRegistration;
import io.freehold.domain.storage.MasterKey;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// The protocol's main job on a server of its own, over HTTP and with real signatures: a builder
/// registers, the owner takes data in, the builder's page asks for some of it, the owner looks who
/// asks and says yes, the builder reads, a stranger is refused, the owner revokes, the builder is
/// refused, the log verifies.
public final class Tour {
  private static final int ASKS_MAX = 1_200;
  static final String PROFILE = "instagram.profile";
  private static final String CONVERSATIONS = "chatgpt.conversations";
  static final String HISTORY = "youtube.watch_history";

  private final Context context;
  private final ServerConfig config;
  private final ChainAdapter chain;
  private final Narrator narrator;
  private final Map<String, byte[]> documents = new LinkedHashMap<>();

  /// @param config of a temporary home, on free ports
  public Tour(Context context, ServerConfig config, PrintWriter out) {
    this.context = context;
    this.config = config;
    this.chain = ChainAdapter.of(config.gateway().domain(), config.limits());
    this.narrator = new Narrator(out);
  }

  /// Walks all steps and returns how many there were; a `Refusal` ends it.
  ///
  /// @param start of the server
  /// @param another start of a second server of the same owner; empty for a tour without copies
  public int walk(
      Supplier<PersonalServer> start, Optional<Function<PersonalServer, PersonalServer>> another) {
    documents.put(PROFILE, SampleData.instagramProfile());
    documents.put(CONVERSATIONS, SampleData.chatgptConversations());
    documents.put(HISTORY, SampleData.youtubeWatchHistory());
    var server = new PersonalServer[1];
    narrator.step(
        "a server starts in a home of its own",
        () -> {
          server[0] = start.get();
          return server[0].origin("server").value();
        });
    try (PersonalServer started = server[0];
        var page = new AppPage()) {
      walkOn(started, page, another);
    }
    return narrator.steps();
  }

  private void walkOn(
      PersonalServer server,
      AppPage page,
      Optional<Function<PersonalServer, PersonalServer>> another) {
    var tokens = new Secret[1];
    Signer wallet = chain.signer(chain.newPrivateKey(context.random()));
    narrator.step(
        "a person makes it theirs, by a signature of their wallet",
        () -> {
          OwnerSetup setup = server.ownerSetup();
          Caller.Owner owner =
              setup.withMasterKeySignature(new Secret(wallet.sign(MasterKey.SENTENCE).value()));
          tokens[0] = setup.token(owner, "tour");
          return owner.address().value();
        });
    var stranger = new ApiClient(server.origin("server").value(), new Credential.None());
    var gateway = new ApiClient(server.origin("gateway").value(), new Credential.None());
    ApiClient owner = stranger.as(new Credential.Bearer(tokens[0]));
    Signer builderKey = chain.signer(chain.newPrivateKey(context.random()));
    var signing = new RequestSigner(builderKey, context.clock());

    narrator.step("the wallet registers the server", () -> registerServer(owner, wallet));
    narrator.step(
        "a builder registers with the gateway", () -> register(gateway, builderKey, page.url()));
    documents.forEach((scope, document) ->
        narrator.step(
            "the owner takes in %s (%s)".formatted(scope, size(document)),
            () -> ingest(owner, scope, document)));
    narrator.step("the owner lists what is there", () -> list(owner));
    another.ifPresent(second -> {
      narrator.step("copies, encrypted, reach the storage", () -> copies(owner));
      narrator.step(
          "a second server of the same owner fetches them",
          () -> fetched(second.apply(server), wallet, owner));
    });
    narrator.step(
        "the builder asks without a grant and is refused",
        () -> refused(stranger.as(new Credential.Signed(signing)).get(path(PROFILE)), 403));

    var relay = new ApiClient(server.origin("relay").value(), new Credential.None());
    var connecting =
        new ConnectSteps(relay, owner, page, builderKey, relay.as(new Credential.Signed(signing)));
    narrator.step("the builder's page publishes a signed manifest", connecting::publish);
    narrator.step("its button starts a session at the relay", connecting::start);
    narrator.step("the owner opens the link and sees who asks", connecting::open);
    narrator.step("the owner says yes to some of it", connecting::approve);
    narrator.step("the builder's page learns of its grant", connecting::learn);
    String grantId = connecting.grantId();
    ApiClient builder = stranger.as(new Credential.Signed(signing.withGrant(grantId)));
    narrator.step("the builder reads " + PROFILE, () -> read(builder, PROFILE));
    narrator.step("the builder reads " + CONVERSATIONS, () -> read(builder, CONVERSATIONS));
    narrator.step(
        "the builder asks for %s, which it was not granted".formatted(HISTORY),
        () -> refused(builder.get(path(HISTORY)), 412));
    narrator.step(
        "a stranger with a key of its own is refused",
        () -> refused(strangerWith(stranger, grantId).get(path(PROFILE)), 401));
    narrator.step("the owner revokes the grant", () -> revoke(owner, grantId));
    narrator.step(
        "the builder asks again and is refused", () -> refused(builder.get(path(PROFILE)), 410));
    narrator.step("the access log verifies", () -> verifyLog(owner));
  }

  private String copies(ApiClient owner) {
    JsonNode status = await(owner, state -> state.path("pendingFiles").asLong() == 0);
    must(
        status.path("enabled").asBoolean(),
        "nothing is copied: " + status.path("blocked").path("message").asText());
    must(
        status.path("errorCount").asLong() == 0,
        "the synchronisation failed: " + status.path("errors"));
    return documents.size() + " files, " + status.path("place").asText();
  }

  /// The second server has the owner's signature and the first one's addresses; no data.
  private String fetched(PersonalServer second, Signer wallet, ApiClient owner) {
    try (second) {
      OwnerSetup setup = second.ownerSetup();
      Caller.Owner caller =
          setup.withMasterKeySignature(new Secret(wallet.sign(MasterKey.SENTENCE).value()));
      ApiClient there =
          new ApiClient(second.origin("server").value(), new Credential.None())
              .as(new Credential.Bearer(setup.token(caller, "tour")));
      registerServer(there, wallet);
      expect(there.post("/v1/sync/trigger", "{}"), 202);
      await(there, _ -> there.get("/v1/data").json().path("total").asInt() == documents.size());
      documents
          .keySet()
          .forEach(scope ->
              must(
                  Arrays.equals(
                      expect(there.get(path(scope)), 200).body(),
                      expect(owner.get(path(scope)), 200).body()),
                  scope + " came back changed"));
      return documents.size() + " files, byte for byte";
    }
  }

  private static JsonNode await(ApiClient owner, Predicate<JsonNode> isDone) {
    for (int i = 0; i < ASKS_MAX; i++) {
      JsonNode status = expect(owner.get("/v1/sync/status"), 200).json();
      if (isDone.test(status)) {
        return status;
      }
      pause();
    }
    throw new Refusal("the tour met a surprise: the synchronisation does not come to its end");
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String path(String scope) {
    return "/v1/data/" + scope;
  }

  private static String registerServer(ApiClient owner, Signer wallet) {
    JsonNode shown =
        expect(owner.get("/v1/server/registration"), 200).json().path("typedData").path("message");
    var registration =
        new ServerRegistration(
            wallet.address(),
            new Address(shown.path("serverAddress").asText()),
            shown.path("publicKey").asText(),
            shown.path("serverUrl").asText());
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("signature", wallet.sign(registration).value());
    Answer answer = owner.post("/v1/server/registration", body.toString());
    must(answer.isSuccess(), "the registration was refused: " + answer.errorCode());
    return registration.server().value();
  }

  private static String register(ApiClient gateway, Signer key, String appUrl) {
    var registration =
        new BuilderRegistration(key.address(), key.address(), key.publicKey(), appUrl);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("ownerAddress", key.address().value());
    body.put("granteeAddress", key.address().value());
    body.put("publicKey", key.publicKey());
    body.put("appUrl", registration.appUrl());
    var signed = new Credential.Header("Web3Signed " + key.sign(registration).value());
    Answer answer = expect(gateway.as(signed).post("/v1/builders", body.toString()), 201);
    must(answer.json().path("builderId").asText().startsWith("0x"), "no builderId");
    return key.address().value();
  }

  private static String ingest(ApiClient owner, String scope, byte[] document) {
    Answer answer = expect(owner.post(path(scope), document), 201);
    return "version " + answer.json().path("collectedAt").asText();
  }

  private String list(ApiClient owner) {
    JsonNode listing = expect(owner.get("/v1/data"), 200).json();
    must(listing.path("total").asInt() == documents.size(), "the listing is not complete");
    return listing.path("total").asInt() + " scopes";
  }

  /// What comes back must hold the very bytes that went in.
  private String read(ApiClient builder, String scope) {
    Answer answer = expect(builder.get(path(scope)), 200);
    byte[] document = documents.getOrDefault(scope, new byte[0]);
    byte[] body = answer.body();
    int end = body.length - 1;
    must(
        end > document.length
            && Arrays.equals(body, end - document.length, end, document, 0, document.length),
        "the document came back changed");
    return size(body) + ", byte for byte";
  }

  private ApiClient strangerWith(ApiClient stranger, String grantId) {
    Signer key = chain.signer(chain.newPrivateKey(context.random()));
    return stranger.as(
        new Credential.Signed(new RequestSigner(key, context.clock()).withGrant(grantId)));
  }

  private static String revoke(ApiClient owner, String grantId) {
    Answer answer = expect(owner.delete("/v1/grants/" + grantId), 200);
    must(answer.json().path("status").asText().equals("revoked"), "not revoked");
    return "at once";
  }

  private static String verifyLog(ApiClient owner) {
    JsonNode report = expect(owner.get("/v1/access-logs/verify"), 200).json();
    must(report.path("valid").asBoolean(), "the chain is broken: " + report.path("breaks"));
    long logged = expect(owner.get("/v1/access-logs?limit=1"), 200).json().path("total").asLong();
    must(logged > report.path("lines").asLong(), "the check itself was not logged");
    return report.path("lines").asLong() + " lines, none missing, none changed";
  }

  private static String refused(Answer answer, int status) {
    expect(answer, status);
    return answer.status() + " " + answer.errorCode();
  }

  static Answer expect(Answer answer, int status) {
    must(
        answer.status() == status,
        "expected %d, got %d %s".formatted(status, answer.status(), answer.json().path("error")));
    return answer;
  }

  static void must(boolean holds, String otherwise) {
    if (!holds) {
      throw new Refusal("the tour met a surprise: " + otherwise);
    }
  }

  private static String size(byte[] bytes) {
    return bytes.length < 10_000
        ? bytes.length + " bytes"
        : "%.1f MB".formatted(bytes.length / 1e6);
  }
}

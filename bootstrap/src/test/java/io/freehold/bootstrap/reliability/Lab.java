package io.freehold.bootstrap.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.freehold.adapters.chain.ChainAdapter;
import io.freehold.application.Limits;
import io.freehold.application.port.Signer;
import io.freehold.bootstrap.acceptance.Checkout;
import io.freehold.bootstrap.acceptance.Shell;
import io.freehold.bootstrap.acceptance.ShownRegistration;
import io.freehold.bootstrap.acceptance.StartedServer;
import io.freehold.bootstrap.client.Answer;
import io.freehold.bootstrap.client.ApiClient;
import io.freehold.bootstrap.client.ApiClient.Credential;
import io.freehold.bootstrap.client.RequestSigner;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.registry.ProtocolDomain;
import io.freehold.domain.registry.RegistryMessage.BuilderRegistration;
import io.freehold.domain.storage.MasterKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A home with an owner, and the servers that are started on it by the launcher, each in a process
/// of its own. The keys are those every Ethereum development tool publishes.
final class Lab {
  static final ChainAdapter CHAIN = ChainAdapter.of(ProtocolDomain.MOKSHA, Limits.DEFAULT);
  static final Signer OWNER =
      key("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80");
  static final Signer BUILDER =
      key("0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d");

  private static volatile ApiClient last =
      new ApiClient("http://localhost:1", new Credential.None());

  private final Path home;
  private final Map<String, String> settings = new HashMap<>();
  private final Secret token;

  /// Makes the home and gives it its owner.
  Lab(Path home) {
    this(home, Map.of());
  }

  /// @param more environment variables, `FREEHOLD_...`
  Lab(Path home, Map<String, String> more) {
    this.home = home;
    settings.put("FREEHOLD_HOME", home.toString());
    for (String role : List.of("SERVER", "GATEWAY", "CONSOLE")) {
      settings.put("FREEHOLD_" + role + "_HOST", "127.0.0.1");
      settings.put("FREEHOLD_" + role + "_PORT", "0");
    }
    settings.put("FREEHOLD_SCHEMAS_POLICY", "off");
    settings.putAll(more);
    Shell.Done init =
        shell()
            .with("VANA_MASTER_KEY_SIGNATURE", OWNER.sign(MasterKey.SENTENCE).value())
            .run(launched("init --json"));
    assertThat(init.exitCode()).describedAs(init.out() + init.err()).isZero();
    token = new Secret(json(init.out()).path("token").asText());
  }

  private static JsonNode json(String text) {
    try {
      return new JsonMapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Signer key(String hex) {
    return CHAIN.signer(new Secret(hex));
  }

  Path home() {
    return home;
  }

  Lab with(String name, String value) {
    settings.put(name, value);
    return this;
  }

  Shell shell() {
    var shell = new Shell(Checkout.root());
    settings.forEach(shell::with);
    return shell;
  }

  static String launched(String command) {
    return "'" + Checkout.launcher() + "' " + command;
  }

  StartedServer start() {
    return new StartedServer(shell(), launched("start --log json"));
  }

  /// A command against a server that runs.
  Shell.Done run(StartedServer server, String command) {
    return shell()
        .with("FREEHOLD_URL", server.url("server"))
        .with("FREEHOLD_TOKEN", token.reveal())
        .run(launched(command));
  }

  /// A command while no server runs.
  Shell.Done run(String command) {
    return shell().run(launched(command));
  }

  String bearer() {
    return "Bearer " + token.reveal();
  }

  ApiClient owner(StartedServer server) {
    return anybody(server).as(new Credential.Bearer(token));
  }

  /// A client of its own, for a writer beside others.
  ApiClient ownerAt(String origin) {
    return new ApiClient(origin, new Credential.Bearer(token));
  }

  /// The owner's signature of a registration as the server shows it.
  static String signed(JsonNode message) {
    return OWNER.sign(ShownRegistration.of(message)).value();
  }

  /// The same client as before, while the server is the same.
  static ApiClient anybody(StartedServer server) {
    ApiClient client = last;
    if (!client.origin().equals(server.url("server"))) {
      client = new ApiClient(server.url("server"), new Credential.None());
      last = client;
    }
    return client;
  }

  static ApiClient builder(StartedServer server, String grantId) {
    return anybody(server).as(new Credential.Signed(signerOf(grantId)));
  }

  static RequestSigner signerOf(String grantId) {
    return new RequestSigner(BUILDER, InstantSource.system()).withGrant(grantId);
  }

  /// Registers the server and the builder at the gateway the server runs itself.
  void introduce(StartedServer server) {
    introduce(server, server.url("gateway"));
  }

  void introduce(StartedServer server, String gatewayUrl) {
    register(server);
    var app =
        new BuilderRegistration(
            BUILDER.address(), BUILDER.address(), BUILDER.publicKey(), "https://app.example.com");
    Answer builder =
        new ApiClient(gatewayUrl, new Credential.Header("Signature " + BUILDER.sign(app).value()))
            .post(
                "/v1/builders",
                """
                {"ownerAddress":"%s","granteeAddress":"%s","publicKey":"%s","appUrl":"%s"}
                """
                    .formatted(app.owner(), app.grantee(), app.publicKey(), app.appUrl()));
    assertThat(builder.status()).describedAs(new String(builder.body())).isEqualTo(201);
  }

  /// Registers the server at its gateway, as its owner.
  void register(StartedServer server) {
    JsonNode shown = owner(server).get("/v1/server/registration").json();
    Answer answer =
        owner(server)
            .post(
                "/v1/server/registration",
                "{\"signature\":\"" + signed(shown.path("typedData").path("message")) + "\"}");
    assertThat(answer.status()).describedAs(new String(answer.body())).isEqualTo(200);
  }

  String grant(StartedServer server, String... scopes) {
    Answer answer = grantAnswer(server, scopes);
    assertThat(answer.status()).describedAs(new String(answer.body())).isEqualTo(201);
    return answer.json().path("grantId").asText();
  }

  /// What comes of granting, which need not succeed.
  Answer grantAnswer(StartedServer server, String... scopes) {
    return owner(server)
        .post(
            "/v1/grants",
            "{\"granteeAddress\":\"%s\",\"scopes\":[%s],\"expiresAt\":0}"
                .formatted(
                    BUILDER.address(),
                    Arrays.stream(scopes)
                        .map(scope -> '"' + scope + '"')
                        .collect(Collectors.joining(","))));
  }

  void mustHaveAWholeLog(StartedServer server) {
    Answer report = owner(server).get("/v1/access-logs/verify");
    assertThat(report.json().path("valid").asBoolean())
        .describedAs(new String(report.body()))
        .isTrue();
  }

  long filesIn(String folder) {
    try (Stream<Path> files = Files.walk(home.resolve(folder))) {
      return files.filter(Files::isRegularFile).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// How many versions the server lists, of all scopes together.
  long versions(StartedServer server) {
    long count = 0;
    for (var scope : owner(server).get("/v1/data?limit=1000").json().path("scopes")) {
      count += scope.path("versionCount").asLong();
    }
    return count;
  }
}

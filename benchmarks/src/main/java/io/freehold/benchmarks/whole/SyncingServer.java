package io.freehold.benchmarks.whole;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.application.port.Signer;
import io.freehold.benchmarks.process.Checkout;
import io.freehold.benchmarks.process.Home;
import io.freehold.benchmarks.process.ProcessUsage;
import io.freehold.benchmarks.process.ServerUnderTest;
import io.freehold.bootstrap.client.ApiClient;
import io.freehold.bootstrap.client.ApiClient.Credential;
import io.freehold.bootstrap.client.RequestSigner;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.storage.MasterKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/// One of several servers of one owner.
final class SyncingServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final ServerUnderTest server;
  private final ApiClient owner;
  private final Signer wallet;

  private SyncingServer(ServerUnderTest server, ApiClient owner, Signer wallet) {
    this.server = server;
    this.owner = owner;
    this.wallet = wallet;
  }

  static SyncingServer start(
      Checkout checkout, Home home, Signer wallet, Map<String, String> settings) {
    var all = new HashMap<>(settings);
    all.put("VANA_MASTER_KEY_SIGNATURE", wallet.sign(MasterKey.SENTENCE).value());
    all.put("FREEHOLD_SCHEMAS_POLICY", "off");
    ServerUnderTest server = ServerUnderTest.start(checkout, home, all);
    try {
      var anybody = new ApiClient(server.origin("server"), new Credential.None());
      ApiClient signed =
          anybody.as(new Credential.Signed(new RequestSigner(wallet, InstantSource.system())));
      var token = new Secret(Inhabited.created(signed).orRefuse().json().path("token").asText());
      return new SyncingServer(server, anybody.as(new Credential.Bearer(token)), wallet);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  void register() {
    Inhabited.registerServer(owner, wallet);
  }

  void ingest(String scope, byte[] document) {
    owner.post("/v1/data/" + scope, document).orRefuse();
  }

  /// Registers the schema of `Documents` for a scope, at the gateway this server runs.
  void addSchema(String scope) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("scope", scope);
    body.put("definition", Documents.SCHEMA);
    owner.post("/v1/schemas", body.toString()).orRefuse();
  }

  String origin(String role) {
    return server.origin(role);
  }

  ProcessUsage usage() {
    return server.usage();
  }

  long versions() {
    long count = 0;
    for (JsonNode scope : owner.get("/v1/data?limit=1000").orRefuse().json().path("scopes")) {
      count += scope.path("versionCount").asLong();
    }
    return count;
  }

  /// Until its status is as wanted.
  void await(Predicate<JsonNode> isReached) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!isReached.test(owner.get("/v1/sync/status").orRefuse().json())) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "it does not come to an end: " + owner.get("/v1/sync/status").json());
      }
      ReadAndIngest.pause(PAUSE);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}

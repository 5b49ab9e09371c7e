package io.freehold.adapters.http.gateway;

import io.freehold.adapters.http.Call;
import io.freehold.adapters.http.Reply;
import io.freehold.application.port.Registry;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Subject;
import io.freehold.domain.registry.ProtocolDomain;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// The gateway itself: nonces, how it stands with the chain, and whether it lives (§4.2.4).
final class GatewayEndpoints {
  /// What operations are called here, and by the functions of the contracts.
  private static final Map<String, String> OPERATIONS =
      Map.ofEntries(
          Map.entry("registerServer", "registerServer"),
          Map.entry("addServer", "registerServer"),
          Map.entry("registerBuilder", "registerBuilder"),
          Map.entry("registerGrantee", "registerBuilder"),
          Map.entry("addFile", "addFile"),
          Map.entry("addFileWithSchema", "addFile"),
          Map.entry("deleteFile", "deleteFile"),
          Map.entry("addPermission", "addPermission"),
          Map.entry("revokePermission", "revokePermission"));

  private final Registry registry;
  private final ProtocolDomain domain;
  private final Address self;
  private final String version;
  private final Envelope envelope;

  GatewayEndpoints(
      Registry registry, ProtocolDomain domain, Address self, String version, Envelope envelope) {
    this.registry = registry;
    this.domain = domain;
    this.self = self;
    this.version = version;
    this.envelope = envelope;
  }

  Reply nonces(Call call) {
    Address user = wanted(call.query("user", Subject.PARAMETER, Address::new), "user");
    String operation =
        wanted(
            call.query("operation", Subject.PARAMETER, GatewayEndpoints::operation), "operation");
    long used = registry.nonce(user, operation);
    return envelope.found(
        call,
        new JsonObject()
            .put("user", user.value())
            .put("operation", operation)
            .put("currentNonce", used)
            .put("nextNonce", used + 1));
  }

  private static String operation(String text) {
    return Optional.ofNullable(OPERATIONS.get(text))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "one of " + new TreeSet<>(OPERATIONS.keySet()) + " is wanted"));
  }

  private static <T> T wanted(Optional<T> parameter, String name) {
    return parameter.orElseThrow(
        () -> Problem.malformed(Subject.PARAMETER, name + " is wanted").asException());
  }

  /// No record leaves for a chain yet, and this says so.
  Reply syncStatus(Call call) {
    return envelope.found(
        call,
        new JsonObject()
            .put("status", "pending")
            .put("isConnected", false)
            .put("chainId", domain.chainId())
            .put("pendingOperations", registry.pendingCount())
            .putNull("lastBlockHeight")
            .putNull("lastSyncedAt")
            .put("message", "This gateway keeps its records itself; none is on a chain."));
  }

  Reply health(Call call) {
    return Reply.json(
            200,
            new JsonObject()
                .put("status", "healthy")
                .put("role", "gateway")
                .put("version", version)
                .put("chainId", domain.chainId())
                .put("gatewayAddress", self.value()))
        .with("Cache-Control", "no-store");
  }
}

package io.freehold.adapters.http.server;

import io.freehold.adapters.http.Call;
import io.freehold.adapters.http.Reply;
import io.freehold.application.server.CheckReadiness;
import io.freehold.application.server.RegisterServer;
import io.freehold.application.server.ShowServer;
import io.freehold.domain.Address;
import io.freehold.domain.Signature;
import io.freehold.domain.identity.ServerIdentity;
import io.freehold.domain.registry.ProtocolDomain;
import io.freehold.domain.registry.RegistryMessage.ServerRegistration;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/// The server itself: whether it lives, whether it can work, and its registration (§4.1.2).
public final class ServerEndpoints {
  private final String version;
  private final ShowServer showServer;
  private final CheckReadiness checkReadiness;
  private final RegisterServer registerServer;
  private final ProtocolDomain domain;

  public ServerEndpoints(
      String version,
      ShowServer showServer,
      CheckReadiness checkReadiness,
      RegisterServer registerServer,
      ProtocolDomain domain) {
    this.version = version;
    this.showServer = showServer;
    this.checkReadiness = checkReadiness;
    this.registerServer = registerServer;
    this.domain = domain;
  }

  public Reply health(Call call) {
    ShowServer.Shown shown = showServer.show();
    return Reply.json(
            200,
            new JsonObject()
                .put("status", "healthy")
                .put("version", version)
                .put("uptime", shown.uptime().toSeconds())
                .put("owner", shown.owner().map(Address::value).orElse(null))
                .put("identity", identity(shown.identity()).putNull("serverId")))
        .with("Cache-Control", "no-store");
  }

  public Reply ready(Call call) {
    List<String> complaints = checkReadiness.complaints();
    Reply reply =
        complaints.isEmpty()
            ? Reply.json(200, new JsonObject().put("status", "ready"))
            : Reply.json(
                503,
                new JsonObject()
                    .put("status", "not ready")
                    .put("reasons", new JsonArray(complaints)));
    return reply.with("Cache-Control", "no-store");
  }

  /// What the owner's wallet is to sign, so that what this server signs counts as the owner's.
  public Reply showRegistration(Call call) {
    ServerIdentity self = showServer.show().identity();
    var message =
        new ServerRegistration(
            call.owner().address(), self.address(), self.publicKey(), self.url());
    return Reply.json(
        200,
        new JsonObject()
            .put("server", identity(self).put("url", self.url()))
            .put("typedData", TypedDataJson.of(message, domain)));
  }

  public Reply register(Call call) {
    Signature signature = call.json().parsed("signature", Signature::new);
    registerServer.register(call.owner(), signature);
    ServerIdentity self = showServer.show().identity();
    return Reply.json(
        200,
        new JsonObject()
            .put("status", "registered")
            .put("server", identity(self).put("url", self.url())));
  }

  private static JsonObject identity(ServerIdentity self) {
    return new JsonObject()
        .put("address", self.address().value())
        .put("publicKey", self.publicKey());
  }
}

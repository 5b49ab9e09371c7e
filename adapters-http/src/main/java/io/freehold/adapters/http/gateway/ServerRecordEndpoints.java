package io.freehold.adapters.http.gateway;

import io.freehold.adapters.http.Call;
import io.freehold.adapters.http.Reply;
import io.freehold.application.port.Registry;
import io.freehold.application.registry.RecordServer;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Subject;
import io.freehold.domain.registry.Entry;
import io.freehold.domain.registry.RegistryMessage.ServerRegistration;

/// The personal servers (§4.2.4). They are asked for by their own address and by their owner's; the
/// server's own comes first.
final class ServerRecordEndpoints {
  private final Registry registry;
  private final RecordServer recordServer;
  private final Envelope envelope;

  ServerRecordEndpoints(Registry registry, RecordServer recordServer, Envelope envelope) {
    this.registry = registry;
    this.recordServer = recordServer;
    this.envelope = envelope;
  }

  Reply register(Call call) {
    SignedWrite write = SignedWrite.of(call);
    var message =
        new ServerRegistration(
            write.owner("ownerAddress", "owner", "userAddress"),
            write.address("serverAddress"),
            write.text("publicKey"),
            write.webUrl("serverUrl"));
    int status = registry.findServer(message.server()).isPresent() ? 200 : 201;
    Recorded recorded =
        Recorded.by(
            () -> recordServer.record(message, write.signature(), write.nonce()).value(), status);
    Entry<ServerRegistration> entry = registry.findServer(message.server()).orElseThrow();
    return envelope.written(call, recorded, "serverId", entry, RecordJson.server(entry));
  }

  Reply show(Call call) {
    Entry<ServerRegistration> entry = asked(call);
    return envelope.found(call, entry, RecordJson.server(entry));
  }

  Reply status(Call call) {
    Entry<ServerRegistration> entry = asked(call);
    return envelope.found(call, entry, RecordJson.confirmation(entry.id(), entry.status()));
  }

  private Entry<ServerRegistration> asked(Call call) {
    Address address = call.path("address", Subject.PATH, Address::new);
    return registry
        .findServer(address)
        .or(() -> registry.findNewestServerOf(address))
        .orElseThrow(() -> new Problem.RecordNotFound("server", address.value()).asException());
  }
}

package io.freehold.adapters.http.gateway;

import io.freehold.adapters.http.Call;
import io.freehold.adapters.http.Reply;
import io.freehold.application.port.Registry;
import io.freehold.application.registry.RecordBuilder;
import io.freehold.domain.Address;
import io.freehold.domain.BuilderId;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Subject;
import io.freehold.domain.registry.Entry;
import io.freehold.domain.registry.RegistryMessage.BuilderRegistration;

/// The builders (§4.2.4), known by the address they sign with.
final class BuilderRecordEndpoints {
  private static final int ADDRESS_CHARACTERS = 42;

  private final Registry registry;
  private final RecordBuilder recordBuilder;
  private final Envelope envelope;

  BuilderRecordEndpoints(Registry registry, RecordBuilder recordBuilder, Envelope envelope) {
    this.registry = registry;
    this.recordBuilder = recordBuilder;
    this.envelope = envelope;
  }

  Reply register(Call call) {
    SignedWrite write = SignedWrite.of(call);
    var message =
        new BuilderRegistration(
            write.owner("ownerAddress", "owner", "userAddress"),
            write.address("granteeAddress"),
            write.text("publicKey"),
            write.webUrl("appUrl"));
    int status = registry.findBuilder(message.grantee()).isPresent() ? 200 : 201;
    Recorded recorded =
        Recorded.by(
            () -> recordBuilder.record(message, write.signature(), write.nonce()).value(), status);
    Entry<BuilderRegistration> entry = registry.findBuilder(message.grantee()).orElseThrow();
    return envelope.written(call, recorded, "builderId", entry, RecordJson.builder(entry));
  }

  Reply show(Call call) {
    Entry<BuilderRegistration> entry = asked(call);
    return envelope.found(call, entry, RecordJson.builder(entry));
  }

  Reply status(Call call) {
    Entry<BuilderRegistration> entry = asked(call);
    return envelope.found(call, entry, RecordJson.confirmation(entry.id(), entry.status()));
  }

  /// By address, or by id, which grants of the second generation name.
  private Entry<BuilderRegistration> asked(Call call) {
    String text = call.path("address", Subject.PATH, t -> t);
    var found =
        text.length() > ADDRESS_CHARACTERS
            ? registry.findBuilder(call.path("address", Subject.PATH, BuilderId::new))
            : registry.findBuilder(call.path("address", Subject.PATH, Address::new));
    return found.orElseThrow(() -> new Problem.RecordNotFound("builder", text).asException());
  }
}

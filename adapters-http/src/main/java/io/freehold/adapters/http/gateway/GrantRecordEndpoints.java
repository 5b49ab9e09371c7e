package io.freehold.adapters.http.gateway;

import io.freehold.adapters.http.Call;
import io.freehold.adapters.http.Reply;
import io.freehold.application.port.Registry;
import io.freehold.application.registry.RecordGrant;
import io.freehold.application.registry.RecordGrantRevocation;
import io.freehold.domain.Address;
import io.freehold.domain.GrantId;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Subject;
import io.freehold.domain.ProblemException;
import io.freehold.domain.data.Listing;
import io.freehold.domain.data.Page;
import io.freehold.domain.registry.Entry;
import io.freehold.domain.registry.GrantMessage;
import io.freehold.domain.registry.RegistryMessage.GrantRevocation;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/// The grants (§4.2.4), in whichever form they were signed.
final class GrantRecordEndpoints {
  private final Registry registry;
  private final RecordGrant recordGrant;
  private final RecordGrantRevocation recordRevocation;
  private final GrantRecordJson json;
  private final Envelope envelope;

  GrantRecordEndpoints(
      Registry registry,
      RecordGrant recordGrant,
      RecordGrantRevocation recordRevocation,
      GrantRecordJson json,
      Envelope envelope) {
    this.registry = registry;
    this.recordGrant = recordGrant;
    this.recordRevocation = recordRevocation;
    this.json = json;
    this.envelope = envelope;
  }

  Reply create(Call call) {
    var body = new GrantBody(SignedWrite.of(call));
    Recorded recorded = Recorded.by(() -> recordAny(body.messages(), body), 201);
    return written(call, recorded);
  }

  /// Records the first of the messages that the signature belongs to.
  private String recordAny(List<GrantMessage> messages, GrantBody body) {
    try {
      return record(messages.getFirst(), body);
    } catch (ProblemException e) {
      if (messages.size() > 1 && e.problem() instanceof Problem.SignerNotAllowed) {
        return recordOr(e, messages.get(1), body);
      }
      throw e;
    }
  }

  private String recordOr(ProblemException first, GrantMessage message, GrantBody body) {
    try {
      return record(message, body);
    } catch (ProblemException e) {
      throw e.problem() instanceof Problem.SignerNotAllowed ? first : e;
    }
  }

  private String record(GrantMessage message, GrantBody body) {
    return recordGrant.record(message, body.write().signature(), body.gatewayNonce()).value();
  }

  Reply revoke(Call call) {
    GrantId id = id(call);
    SignedWrite write = SignedWrite.of(call);
    if (write.body().has("grantVersion")) {
      throw SignedWrite.malformed(
          "grantVersion: sign GrantRevocation(grantorAddress, grantId), which has no version");
    }
    var message =
        new GrantRevocation(
            write.owner("grantorAddress", "user", "ownerAddress", "userAddress"), id);
    Recorded recorded =
        Recorded.by(
            () -> {
              recordRevocation.record(message, write.signature(), write.nonce());
              return id.value();
            },
            200);
    return written(call, recorded);
  }

  private Reply written(Call call, Recorded recorded) {
    Entry<GrantMessage> entry = registry.findGrant(new GrantId(recorded.id())).orElseThrow();
    return envelope.written(call, recorded, "grantId", entry, json(call, entry));
  }

  Reply show(Call call) {
    Entry<GrantMessage> entry = asked(call);
    return envelope.found(call, entry, json(call, entry));
  }

  Reply status(Call call) {
    Entry<GrantMessage> entry = asked(call);
    return envelope.found(call, entry, RecordJson.confirmation(entry.id(), entry.status()));
  }

  Reply list(Call call) {
    Optional<Address> user = call.query("user", Subject.PARAMETER, Address::new);
    Optional<Address> builder = call.query("builder", Subject.PARAMETER, Address::new);
    if (user.isPresent() == builder.isPresent()) {
      throw Problem.malformed(Subject.PARAMETER, "either user or builder is wanted").asException();
    }
    Page page = Pages.asked(call);
    Listing<Entry<GrantMessage>> found =
        user.map(address -> registry.grantsOf(address, page))
            .orElseGet(() -> registry.grantsTo(builder.orElseThrow(), page));
    List<JsonObject> items = found.items().stream().map(entry -> json(call, entry)).toList();
    return envelope.found(call, Envelope.array(items), Pages.next(found));
  }

  private JsonObject json(Call call, Entry<GrantMessage> entry) {
    return json.of(entry, call.head().receivedAt());
  }

  private Entry<GrantMessage> asked(Call call) {
    GrantId id = id(call);
    return registry.findGrant(id).orElseThrow(() -> new Problem.GrantNotFound(id).asException());
  }

  private static GrantId id(Call call) {
    return call.path("grantId", Subject.GRANT_ID, GrantId::new);
  }
}

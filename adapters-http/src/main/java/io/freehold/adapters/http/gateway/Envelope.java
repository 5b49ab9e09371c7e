package io.freehold.adapters.http.gateway;

import io.freehold.adapters.http.Call;
import io.freehold.adapters.http.ProblemReply;
import io.freehold.adapters.http.Refusal;
import io.freehold.adapters.http.Reply;
import io.freehold.application.port.Signer;
import io.freehold.domain.Problem;
import io.freehold.domain.Signature;
import io.freehold.domain.registry.ChainStatus;
import io.freehold.domain.registry.Entry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/// The shape of every answer (§4.2.5): `data`, `proof`, and for a write the id at the top as well,
/// where clients look for it. The proof has the members of the specification and of the wild.
final class Envelope {
  private final Signer gatewayKey;

  Envelope(Signer gatewayKey) {
    this.gatewayKey = gatewayKey;
  }

  /// A record somebody asked for.
  Reply found(Call call, Entry<?> entry, JsonObject data) {
    return Reply.json(200, envelope(call, data, Optional.of(entry.signature()), entry.status()));
  }

  /// Something that nobody signed.
  Reply found(Call call, JsonObject data) {
    return Reply.json(200, envelope(call, data, Optional.empty(), ChainStatus.PENDING));
  }

  Reply found(Call call, JsonArray data, JsonObject pagination) {
    return Reply.json(
        200,
        envelope(call, data, Optional.empty(), ChainStatus.PENDING).put("pagination", pagination));
  }

  /// A record somebody wrote, or wanted to write and found.
  ///
  /// @param idName what the clients of this route call the id
  Reply written(Call call, Recorded recorded, String idName, Entry<?> entry, JsonObject data) {
    JsonObject body =
        new JsonObject()
            .put(idName, recorded.id())
            .put("id", recorded.id())
            .mergeIn(envelope(call, data, Optional.of(entry.signature()), entry.status()));
    return recorded.wasThereBefore()
        ? conflict(call, body, idName, recorded)
        : Reply.json(recorded.status(), body);
  }

  /// Nothing went wrong, but nothing was done: the record stands beside the error that says so.
  private static Reply conflict(Call call, JsonObject body, String idName, Recorded recorded) {
    Refusal refusal =
        ProblemReply.of(new Problem.AlreadyRegistered(idName.replace("Id", ""), recorded.id()));
    return Reply.json(recorded.status(), body.mergeIn(refusal.body(call.head().requestId())))
        .withOutcome(refusal.errorCode());
  }

  private JsonObject envelope(
      Call call, Object data, Optional<Signature> userSignature, ChainStatus status) {
    String written = data instanceof JsonArray list ? list.encode() : ((JsonObject) data).encode();
    Attestation attestation = Attestation.by(gatewayKey, call, written);
    return new JsonObject()
        .put("data", data)
        .put("proof", proof(attestation, userSignature, status));
  }

  /// There is no chain behind this gateway yet, so nothing can be said about when and where a
  /// record will be found there.
  private JsonObject proof(
      Attestation attestation, Optional<Signature> userSignature, ChainStatus status) {
    return new JsonObject()
        .put("userSignature", userSignature.map(Signature::value).orElse(null))
        .put("gatewaySignature", attestation.signature().value())
        .put("signature", attestation.signature().value())
        .put("gatewayAddress", gatewayKey.address().value())
        .put("requestHash", attestation.requestHash())
        .put("responseHash", attestation.responseHash())
        .put("timestamp", attestation.timestampSeconds())
        .put("status", RecordJson.status(status))
        .putNull("estimatedConfirmation")
        .putNull("chainBlockHeight");
  }

  static JsonArray array(List<JsonObject> items) {
    return new JsonArray(items);
  }
}

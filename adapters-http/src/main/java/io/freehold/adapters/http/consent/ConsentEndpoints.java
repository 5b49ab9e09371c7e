package io.freehold.adapters.http.consent;

import io.freehold.adapters.http.Call;
import io.freehold.adapters.http.Deliveries;
import io.freehold.adapters.http.Reply;
import io.freehold.application.connect.ApproveConnectRequest;
import io.freehold.application.connect.DenyConnectRequest;
import io.freehold.application.connect.ListConnectRequests;
import io.freehold.application.connect.ListConsentReceipts;
import io.freehold.application.connect.ReceiveConnectRequest;
import io.freehold.application.connect.ShowConnectRequest;
import io.freehold.domain.Problem.Subject;
import io.freehold.domain.connect.ConnectRequest;
import io.freehold.domain.connect.ConnectRequest.State;
import io.freehold.domain.connect.ConsentReceipt;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.data.Listing;
import io.freehold.domain.identity.Caller;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;

/// What applications ask the owner for, and the owner's answers (§6.3).
public final class ConsentEndpoints {
  private static final int PAGE = 100;
  private static final int ACCEPTED = 202;

  private final ReceiveConnectRequest receive;
  private final ListConnectRequests list;
  private final ShowConnectRequest show;
  private final ApproveConnectRequest approve;
  private final DenyConnectRequest deny;
  private final ListConsentReceipts listReceipts;
  private final Deliveries deliveries;
  private final InstantSource clock;

  public ConsentEndpoints(
      ReceiveConnectRequest receive,
      ListConnectRequests list,
      ShowConnectRequest show,
      ApproveConnectRequest approve,
      DenyConnectRequest deny,
      ListConsentReceipts listReceipts,
      Deliveries deliveries,
      InstantSource clock) {
    this.receive = receive;
    this.list = list;
    this.show = show;
    this.approve = approve;
    this.deny = deny;
    this.listReceipts = listReceipts;
    this.deliveries = deliveries;
    this.clock = clock;
  }

  public Reply list(Call call) {
    Listing<ConnectRequest> found = list.list(call.owner(), call.page(PAGE));
    var requests = new JsonArray();
    found.items().forEach(request -> requests.add(ConsentJson.request(request)));
    return Reply.json(200, new JsonObject().put("requests", requests).put("total", found.total()));
  }

  public Reply receive(Call call) {
    ConnectRequest request = receive.receive(call.owner(), ConsentRequest.invitation(call.json()));
    return shown(201, call.owner(), request.id());
  }

  public Reply show(Call call) {
    return shown(200, call.owner(), id(call));
  }

  private Reply shown(int status, Caller.Owner owner, SessionId id) {
    ShowConnectRequest.Shown shown = show.show(owner, id);
    JsonObject json = ConsentJson.request(shown.request());
    shown.sheet().ifPresent(sheet -> json.put("sheet", SheetJson.of(sheet)));
    return Reply.json(status, json).with("Cache-Control", "no-store");
  }

  /// What the new grant replaces has ended by then, in the middle of an answer if need be.
  public Reply approve(Call call) {
    try {
      return answered(
          approve.approve(call.owner(), id(call), ConsentRequest.choice(call, clock.instant())));
    } finally {
      deliveries.endRevoked();
    }
  }

  public Reply deny(Call call) {
    return answered(deny.deny(call.owner(), id(call), ConsentRequest.reason(call)));
  }

  /// What could not be finished is kept, and will be.
  private static Reply answered(ConnectRequest request) {
    boolean isFinished = request.isOver() || request.state() instanceof State.Waiting;
    return Reply.json(isFinished ? 200 : ACCEPTED, ConsentJson.request(request));
  }

  public Reply receipts(Call call) {
    Listing<ConsentReceipt> found = listReceipts.list(call.owner(), call.page(PAGE));
    var receipts = new JsonArray();
    found.items().forEach(receipt -> receipts.add(ConsentJson.receipt(receipt)));
    return Reply.json(200, new JsonObject().put("receipts", receipts).put("total", found.total()));
  }

  private static SessionId id(Call call) {
    return call.path("id", Subject.PATH, SessionId::new);
  }
}

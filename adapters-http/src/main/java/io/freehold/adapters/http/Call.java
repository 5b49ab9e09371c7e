package io.freehold.adapters.http;

import io.freehold.adapters.http.json.JsonMembers;
import io.freehold.adapters.http.json.StrictJson;
import io.freehold.application.Limits;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Subject;
import io.freehold.domain.blob.BlobPermit;
import io.freehold.domain.blob.IncomingBlob;
import io.freehold.domain.data.JsonDocument;
import io.freehold.domain.data.Page;
import io.freehold.domain.identity.Caller;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// A request as an endpoint sees it: parsed, never null, and with bad input turned into 400.
public final class Call {
  private final Head head;
  private final Optional<Caller> caller;
  private final Optional<Address> signer;
  private final byte[] body;
  private final Optional<Arrival> arrival;
  private final Limits limits;
  private final StrictJson json;

  public Call(Head head, Optional<Caller> caller, byte[] body, Limits limits, StrictJson json) {
    this(head, caller, Optional.empty(), body, Optional.empty(), limits, json);
  }

  public Call(
      Head head,
      Optional<Caller> caller,
      Optional<Address> signer,
      byte[] body,
      Limits limits,
      StrictJson json) {
    this(head, caller, signer, body, Optional.empty(), limits, json);
  }

  Call(Head head, Arrival arrival, Limits limits, StrictJson json) {
    this(head, Optional.empty(), Optional.empty(), new byte[0], Optional.of(arrival), limits, json);
  }

  private Call(
      Head head,
      Optional<Caller> caller,
      Optional<Address> signer,
      byte[] body,
      Optional<Arrival> arrival,
      Limits limits,
      StrictJson json) {
    this.head = head;
    this.caller = caller;
    this.signer = signer;
    this.body = body;
    this.arrival = arrival;
    this.limits = limits;
    this.json = json;
  }

  public Head head() {
    return head;
  }

  /// Whoever was proved to ask; only routes that ask for it know one.
  public Caller caller() {
    return caller.orElseThrow(() -> new IllegalStateException("this route knows no caller"));
  }

  public Caller.Owner owner() {
    return switch (caller()) {
      case Caller.Owner owner -> owner;
      case Caller.BuilderApp app -> throw new Problem.OwnerOnly(app.address()).asException();
    };
  }

  /// Whose signature a request to the relay bears; only routes that ask for it know one.
  public Address signer() {
    return signer.orElseThrow(() -> new IllegalStateException("this route knows no signer"));
  }

  /// What a request to the storage role may act upon; only routes that ask for it know one.
  public BlobPermit permit() {
    return arrival
        .flatMap(Arrival::permit)
        .orElseThrow(() -> new IllegalStateException("this route knows no permit"));
  }

  /// The body of a route that streams it, to be read once.
  public IncomingBlob incoming() {
    return arrival
        .orElseThrow(() -> new IllegalStateException("this route does not stream its body"))
        .incoming();
  }

  /// A placeholder of the path.
  public <T> T path(String name, Subject subject, Function<String, T> parse) {
    String text = head.path().get(name);
    if (text == null) {
      throw new IllegalStateException("this route has no :" + name);
    }
    return parsed(subject, "", text, parse);
  }

  /// A parameter of the query; given twice, it is refused.
  public <T> Optional<T> query(String name, Subject subject, Function<String, T> parse) {
    return Query.find(head.target(), name).map(text -> parsed(subject, name + ": ", text, parse));
  }

  /// A header; given twice, it is refused.
  public <T> Optional<T> header(String name, Function<String, T> parse) {
    if (head.headers(name).size() > 1) {
      throw Problem.malformed(Subject.HEADER, name + " is given more than once").asException();
    }
    return head.header(name).map(text -> parsed(Subject.HEADER, name + ": ", text, parse));
  }

  /// The part of a listing that is wanted. A limit beyond the largest page is cut to it.
  public Page page(int limitDefault) {
    int limit = number("limit", 1, Integer.MAX_VALUE).orElse(limitDefault);
    int offset = number("offset", 0, limits.pageOffsetMax()).orElse(0);
    return new Page(Math.min(limit, limits.pageSizeMax()), offset);
  }

  private Optional<Integer> number(String name, int min, int max) {
    return query(name, Subject.PARAMETER, text -> Query.number(text, min, max));
  }

  /// The body, exactly as received; empty when there was none.
  public byte[] body() {
    return body;
  }

  /// The body as a JSON object whose bytes are kept as they came.
  public JsonDocument document() {
    mustBeJson();
    return json.object(body);
  }

  /// The body as a JSON object to read members from.
  public JsonMembers json() {
    mustBeJson();
    return json.members(body);
  }

  /// A body without a media type counts as JSON, as it does everywhere in the wild.
  private void mustBeJson() {
    String type = head.header("Content-Type").orElse("application/json");
    int end = type.indexOf(';');
    String essence = (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    if (!essence.equals("application/json") && !essence.endsWith("+json")) {
      throw Refusal.of(
              415, "UNSUPPORTED_MEDIA_TYPE", "Send JSON, with Content-Type: application/json")
          .asException();
    }
  }

  private static <T> T parsed(
      Subject subject, String prefix, String text, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) {
      throw Problem.malformed(subject, prefix + e.getMessage()).asException(e);
    }
  }
}

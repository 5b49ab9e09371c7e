package io.freehold.builder.registry;

import io.freehold.builder.failure.Failure;
import io.freehold.builder.failure.FailureException;
import io.freehold.builder.http.Later;
import io.freehold.builder.http.Request;
import io.freehold.builder.http.Response;
import io.freehold.builder.http.Transport;
import io.freehold.builder.identity.BuilderKey;
import io.freehold.builder.json.Json;
import io.freehold.domain.Address;
import io.freehold.domain.GrantId;
import io.freehold.domain.registry.ProtocolDomain;
import io.freehold.domain.registry.RegistryMessage.BuilderRegistration;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// The Gateway (§4.2), as far as a builder needs it.
///
/// ```java
/// RegisteredBuilder self = client.gateway().register("https://app.example.com");
/// RegisteredServer server = client.gateway().server(grant.server());
/// RegisteredGrant details = client.gateway().grant(grant.grantId());
/// ```
public final class Gateway {
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private final URI gateway;
  private final BuilderKey key;
  private final ProtocolDomain domain;
  private final Transport transport;
  private final Later later;

  /// Made by `BuilderClient`.
  public Gateway(
      URI gateway, BuilderKey key, ProtocolDomain domain, Transport transport, Later later) {
    this.gateway = gateway;
    this.key = key;
    this.domain = domain;
    this.transport = transport;
    this.later = later;
  }

  /// Registers this builder, unless it is already (§6.6).
  ///
  /// @param appUrl the origin of its application, under which its manifest is found
  public RegisteredBuilder register(String appUrl) {
    return builder(key.address())
        .filter(known -> known.appUrl().equals(appUrl))
        .orElseGet(() -> registerAnew(appUrl));
  }

  public CompletableFuture<RegisteredBuilder> registerAsync(String appUrl) {
    return later.call(() -> register(appUrl));
  }

  private RegisteredBuilder registerAnew(String appUrl) {
    var message = new BuilderRegistration(key.address(), key.address(), key.publicKey(), appUrl);
    String body =
        Json.EMPTY
            .with("ownerAddress", message.owner().value())
            .with("granteeAddress", message.grantee().value())
            .with("publicKey", message.publicKey())
            .with("appUrl", message.appUrl())
            .text();
    transport.exchange(
        Request.post(at("/v1/builders"), body)
            .authorizedBy(() -> "Web3Signed " + key.sign(message, domain)),
        CONFLICT);
    return builder(key.address()).orElseThrow(() -> refusedAfterAll(appUrl));
  }

  private static FailureException refusedAfterAll(String appUrl) {
    return new Failure.Unreadable(
            io.freehold.builder.failure.Answer.none(
                "NOT_RECORDED", "the Gateway took the registration of " + appUrl + " and lost it"))
        .asException();
  }

  /// Empty when the address is no registered builder.
  public Optional<RegisteredBuilder> builder(Address address) {
    return find("/v1/builders/" + address, RegisteredBuilder::read);
  }

  /// The personal server of that address, or the newest of that owner.
  public RegisteredServer server(Address serverOrOwner) {
    Response response =
        transport.exchange(Request.get(at("/v1/servers/" + serverOrOwner)), NOT_FOUND);
    if (response.status() == NOT_FOUND) {
      throw serverNotFound(response);
    }
    return response.read(json -> RegisteredServer.read(data(json)));
  }

  public CompletableFuture<RegisteredServer> serverAsync(Address serverOrOwner) {
    return later.call(() -> server(serverOrOwner));
  }

  private static FailureException serverNotFound(Response response) {
    try {
      response.orRefuse();
    } catch (FailureException e) {
      return new Failure.ServerNotFound(e.failure().answer()).asException(e);
    }
    throw new IllegalStateException("404 is a refusal");
  }

  /// What the Gateway knows about a grant.
  public RegisteredGrant grant(GrantId id) {
    return transport
        .exchange(Request.get(at("/v1/grants/" + id)))
        .read(json -> RegisteredGrant.read(data(json)));
  }

  public CompletableFuture<RegisteredGrant> grantAsync(GrantId id) {
    return later.call(() -> grant(id));
  }

  private <T> Optional<T> find(String target, Function<Json, T> reading) {
    Response response = transport.exchange(Request.get(at(target)), NOT_FOUND);
    return response.status() == NOT_FOUND
        ? Optional.empty()
        : Optional.of(response.read(json -> reading.apply(data(json))));
  }

  private static Json data(Json envelope) {
    return envelope.find("data").orElse(envelope);
  }

  private URI at(String target) {
    return URI.create(gateway + target);
  }
}

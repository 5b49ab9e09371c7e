package io.freehold.builder;

import io.freehold.builder.connect.ApprovedGrant;
import io.freehold.builder.connect.Sessions;
import io.freehold.builder.data.GrantedData;
import io.freehold.builder.http.AddressRules;
import io.freehold.builder.http.Backoff;
import io.freehold.builder.http.ClientLimits;
import io.freehold.builder.http.Later;
import io.freehold.builder.http.Pause;
import io.freehold.builder.http.Request;
import io.freehold.builder.http.Transport;
import io.freehold.builder.identity.BuilderKey;
import io.freehold.builder.identity.RequestSigner;
import io.freehold.builder.registry.Gateway;
import io.freehold.builder.webhook.SeenEvents;
import io.freehold.builder.webhook.WebhookVerifier;
import io.freehold.domain.Address;
import io.freehold.domain.registry.ProtocolDomain;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A builder's side of the protocol (§6.6): sessions, the Gateway, granted data, webhooks. Make one
/// when the application starts, and share it; it may be used by any number of threads.
///
/// ```java
/// BuilderClient client =
///     BuilderClient.forKey(key)
///         .relay(URI.create("http://localhost:8082"))
///         .gateway(URI.create("http://localhost:8081"))
///         .allowLoopback() // personal servers on this machine, while developing
///         .build();
/// ```
public final class BuilderClient {
  private static final Duration POLL_FIRST = Duration.ofSeconds(1);
  private static final Duration POLL_MAX = Duration.ofSeconds(4);

  private final BuilderKey key;
  private final URI relay;
  private final InstantSource clock;
  private final AddressRules rules;
  private final Transport transport;
  private final Later later;
  private final RequestSigner signer;
  private final Gateway gateway;
  private final Sessions sessions;

  private BuilderClient(Settings settings) {
    this.key = settings.key;
    this.relay = settings.relay;
    this.clock = settings.clock;
    this.rules = settings.rules;
    ClientLimits limits = settings.limits;
    this.transport =
        new Transport(
            settings.http.orElseGet(() -> Transport.client(limits)),
            limits,
            new Backoff(limits.retryDelay(), limits.retryDelayMax(), settings.random),
            settings.pause);
    this.later = new Later(Thread.ofVirtual().name("freehold-builder-", 0).factory());
    this.signer = new RequestSigner(key, clock);
    this.gateway = new Gateway(settings.gateway, key, settings.domain, transport, later);
    this.sessions =
        new Sessions(
            relay,
            key.address(),
            signer,
            transport,
            later,
            new Backoff(POLL_FIRST, POLL_MAX, settings.random),
            clock);
  }

  public static Settings forKey(BuilderKey key) {
    return new Settings(key);
  }

  /// Asking people.
  public Sessions sessions() {
    return sessions;
  }

  /// What is recorded about builders, servers and grants.
  public Gateway gateway() {
    return gateway;
  }

  /// What a grant lets this builder read.
  public GrantedData data(ApprovedGrant grant) {
    return new GrantedData(
        grant, signer, () -> gateway.server(grant.server()).url(), rules, transport, later);
  }

  /// Signs requests for another HTTP client.
  public RequestSigner signer() {
    return signer;
  }

  /// The address whose signature webhooks have, as the relay itself tells it. Ask once, compare it
  /// with what the relay's operator publishes, and keep it in your settings: whoever could change
  /// this answer could send webhooks.
  public Address relayAddress() {
    return transport
        .exchange(Request.get(URI.create(relay + "/health")))
        .read(health ->
            health
                .find("identity")
                .orElseThrow(() -> new IllegalArgumentException("the relay names no address"))
                .required("address", Address::new));
  }

  /// Tells the webhooks of a relay from everybody else's.
  public WebhookVerifier webhooks(Address relayAddress, SeenEvents seen) {
    return new WebhookVerifier(relayAddress, key.address(), clock, seen);
  }

  /// How a client is to be: everything has a default but the key.
  ///
  /// ```java
  /// BuilderClient.Settings settings =
  ///     BuilderClient.forKey(key).limits(ClientLimits.STANDARD.withAttemptsMax(2));
  /// ```
  public static final class Settings {
    private final BuilderKey key;
    private URI relay = URI.create("https://session-relay.vana.org");
    private URI gateway = URI.create("https://data-gateway.vana.org");
    private ProtocolDomain domain = ProtocolDomain.MOKSHA;
    private AddressRules rules = AddressRules.PUBLIC;
    private ClientLimits limits = ClientLimits.STANDARD;
    private Optional<HttpClient> http = Optional.empty();
    private InstantSource clock = InstantSource.system();
    private RandomGenerator random = new SecureRandom();
    private Pause pause = Thread::sleep;

    private Settings(BuilderKey key) {
      this.key = key;
    }

    /// Where sessions are made.
    public Settings relay(URI url) {
      relay = withoutSlash(url);
      return this;
    }

    /// Where builders, servers and grants are recorded.
    public Settings gateway(URI url) {
      gateway = withoutSlash(url);
      return this;
    }

    /// The chain and the contracts that registrations are signed for.
    public Settings domain(ProtocolDomain protocolDomain) {
      domain = protocolDomain;
      return this;
    }

    /// Personal servers on this machine are read as well. For development.
    public Settings allowLoopback() {
      return addresses(AddressRules.LOOPBACK_TOO);
    }

    /// Which addresses of personal servers are followed.
    public Settings addresses(AddressRules followed) {
      rules = followed;
      return this;
    }

    public Settings limits(ClientLimits bounds) {
      limits = bounds;
      return this;
    }

    /// Another HTTP client: one with a proxy, say, or other certificates. It should not follow
    /// redirects.
    public Settings http(HttpClient client) {
      http = Optional.of(client);
      return this;
    }

    /// Another clock; for tests.
    public Settings clock(InstantSource source) {
      clock = source;
      return this;
    }

    /// Another chance and another way to wait; for tests.
    public Settings chance(RandomGenerator generator, Pause waiting) {
      random = generator;
      pause = waiting;
      return this;
    }

    public BuilderClient build() {
      return new BuilderClient(this);
    }

    private static URI withoutSlash(URI url) {
      return URI.create(url.toString().replaceAll("/+$", ""));
    }
  }
}

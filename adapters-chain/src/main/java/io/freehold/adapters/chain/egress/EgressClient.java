package io.freehold.adapters.chain.egress;

import io.freehold.adapters.chain.egress.Exchange.WhenLarger;
import io.freehold.application.Limits;
import io.freehold.domain.connect.WebAddress;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.TrustOptions;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Speaks to addresses that came from outside (threat T36, DESIGN §3.15): https, names, public
/// addresses only; a name is resolved once and the connection goes to the address that was checked;
/// redirects stay where they are; time, size and number have an end. Blocks the calling thread.
public final class EgressClient {
  private static final int REDIRECTS_MAX = 3;

  private final PinnedHttp http;
  private final NameLookup names;
  private final Predicate<InetAddress> mayBeAsked;
  private final boolean allowsLoopback;
  private final Semaphore places;
  private final Limits limits;

  /// @param allowsLoopback for tests and development: this machine may be asked, by http as well
  public EgressClient(Vertx vertx, boolean allowsLoopback, Limits limits) {
    this(
        vertx,
        Resolver.ofThisMachine(),
        PublicAddresses::contain,
        Optional.empty(),
        allowsLoopback,
        limits);
  }

  EgressClient(
      Vertx vertx,
      Resolver resolver,
      Predicate<InetAddress> mayBeAsked,
      Optional<TrustOptions> trust,
      boolean allowsLoopback,
      Limits limits) {
    this.http = new PinnedHttp(vertx, trust, limits);
    this.names = new NameLookup(vertx, resolver);
    this.mayBeAsked = mayBeAsked;
    this.allowsLoopback = allowsLoopback;
    this.places = new Semaphore(limits.egressConnectionsMax(), true);
    this.limits = limits;
  }

  /// Reads what is at an address.
  ///
  /// @param bytesMax of the answer, and never more than `egressBytesMax`; a larger one is a failure
  public WebAnswer get(String url, String accept, int bytesMax) throws EgressException {
    return get(url, accept, bytesMax, WhenLarger.REFUSED);
  }

  /// Reads the beginning of what is at an address.
  public WebAnswer getBeginning(String url, String accept, int bytesMax) throws EgressException {
    return get(url, accept, bytesMax, WhenLarger.CUT_OFF);
  }

  private WebAnswer get(String url, String accept, int bytesMax, WhenLarger whenLarger)
      throws EgressException {
    return exchange(
        url,
        new Exchange(
            HttpMethod.GET,
            Map.of("accept", accept),
            Buffer.buffer(),
            Math.min(bytesMax, limits.egressBytesMax()),
            whenLarger,
            limits.egressTimeout()));
  }

  /// Sends something, and takes of the answer no more than its head.
  public WebAnswer post(String url, Map<String, String> headers, byte[] body, Duration timeout)
      throws EgressException {
    return exchange(
        url,
        new Exchange(
            HttpMethod.POST, headers, Buffer.buffer(body), 0, WhenLarger.CUT_OFF, timeout));
  }

  /// Where a link on a page leads, if that may be asked and has the origin of the page.
  public Optional<String> linked(WebAnswer page, String reference) {
    try {
      WebAddress here = WebAddress.of(page.address(), allowsLoopback);
      WebAddress there = here.resolve(reference, allowsLoopback);
      return there.hasOriginOf(here) ? Optional.of(there.text()) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private WebAnswer exchange(String url, Exchange exchange) throws EgressException {
    WebAddress address = allowed(() -> WebAddress.of(url, allowsLoopback));
    var deadline = new Deadline(exchange.timeout());
    takePlace(deadline);
    try {
      return follow(address, pinned(address, deadline), exchange, deadline);
    } finally {
      places.release();
    }
  }

  private static WebAddress allowed(Supplier<WebAddress> reading) throws EgressException {
    try {
      return reading.get();
    } catch (IllegalArgumentException e) {
      throw EgressException.forbidden(String.valueOf(e.getMessage()));
    }
  }

  private void takePlace(Deadline deadline) throws EgressException {
    try {
      if (!places.tryAcquire(deadline.left().toMillis(), TimeUnit.MILLISECONDS)) {
        throw EgressException.failed("it had to wait behind others for too long");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw EgressException.failed("it was interrupted", e);
    }
  }

  /// The same addresses do for every redirect: whoever answers for the name cannot change its mind.
  private WebAnswer follow(
      WebAddress first, List<InetAddress> pinned, Exchange exchange, Deadline deadline)
      throws EgressException {
    WebAddress address = first;
    for (int redirects = 0; ; redirects++) {
      PinnedHttp.Received received = http.exchange(address, pinned, exchange, deadline);
      if (received.location().isEmpty() || !exchange.mayBeRedirected()) {
        return received.answer();
      }
      if (redirects == REDIRECTS_MAX) {
        throw EgressException.failed("it leads from one place to another too often");
      }
      address = next(address, received.location().get());
    }
  }

  private WebAddress next(WebAddress here, String location) throws EgressException {
    WebAddress there = allowed(() -> here.resolve(location, allowsLoopback));
    if (!there.hasOriginOf(here)) {
      throw EgressException.forbidden("it leads to another host");
    }
    return there;
  }

  /// Every address of the name is to be public: which of them is asked is up to chance.
  private List<InetAddress> pinned(WebAddress address, Deadline deadline) throws EgressException {
    List<InetAddress> all = names.find(address.host(), deadline);
    Predicate<InetAddress> rule =
        address.isThisMachine() ? InetAddress::isLoopbackAddress : mayBeAsked;
    if (!all.stream().allMatch(rule)) {
      throw EgressException.forbidden("its name leads to an address that is not public");
    }
    return all;
  }
}

package io.freehold.adapters.http.console;

import io.freehold.adapters.http.HttpAdapter;
import io.freehold.adapters.http.HttpAdapter.ConsoleRole;
import io.freehold.adapters.http.HttpAdapter.PersonalServerRole;
import io.freehold.adapters.http.TestServer;
import io.freehold.application.Limits;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.AuthFailure;
import io.freehold.domain.identity.Secret;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// The console of a test server, on a port of its own. The setup code is `GOODCODE`.
public final class ConsoleOnPort implements AutoCloseable {
  private static final Vertx VERTX = Vertx.vertx();

  public final ConsoleRole role;
  public final HttpAdapter adapter;
  public final int port;
  public Optional<Address> owner = Optional.empty();
  public String claimedWith = "";

  public ConsoleOnPort(TestServer server, Address becomes, Limits limits) {
    PersonalServerRole of = server.role();
    role =
        new ConsoleRole(
            claims(becomes),
            of.identity().authenticateToken(),
            of.access().recordAccess(),
            of.connect());
    adapter =
        new HttpAdapter(
            VERTX,
            new HttpAdapter.Settings(List.of(), "test"),
            limits,
            server.clock,
            new Random(1));
    port = adapter.listen(role, HttpAdapter.Place.plain("127.0.0.1", 0));
  }

  private HttpAdapter.Claims claims(Address becomes) {
    return new HttpAdapter.Claims() {
      @Override
      public Optional<Address> owner() {
        return owner;
      }

      @Override
      public Address claim(String code, Secret passphrase) {
        if (!code.equals("GOODCODE")) {
          throw Problem.unauthorized(AuthFailure.INVALID_SIGNATURE, "wrong code").asException();
        }
        claimedWith = passphrase.reveal();
        owner = Optional.of(becomes);
        return becomes;
      }
    };
  }

  @Override
  public void close() {
    adapter.close();
  }
}

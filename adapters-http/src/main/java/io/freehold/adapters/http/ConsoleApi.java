package io.freehold.adapters.http;

import io.freehold.adapters.http.ApiRoute.Callers;
import io.freehold.adapters.http.ApiRoute.Cors;
import io.freehold.adapters.http.ApiRoute.Tempo;
import io.freehold.adapters.http.console.ConsentPageEndpoints;
import io.freehold.adapters.http.console.ConsoleEndpoints;
import io.freehold.application.Limits;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;

/// The console's route table. Whoever asks by the console's own name sees its first pages; all
/// others are for the owner, whom the browser's session proves.
final class ConsoleApi {
  private final ConsoleEndpoints console;
  private final ConsentPageEndpoints consent;
  private final Limits limits;

  ConsoleApi(ConsoleEndpoints console, ConsentPageEndpoints consent, Limits limits) {
    this.console = console;
    this.consent = consent;
    this.limits = limits;
  }

  List<ApiRoute> routes() {
    return List.of(
        page("/", Callers.ANYONE, "", console::page),
        page("/style.css", Callers.ANYONE, "", console::style),
        form("/setup", Callers.READER_OF_THE_TERMINAL, "console.setup", console::claim),
        form("/sign-in", Callers.HOLDER_OF_A_TOKEN_IN_THE_BODY, "console.signIn", consent::signIn),
        form("/sign-out", Callers.OWNER, "console.signOut", consent::signOut),
        page("/connect", Callers.ANYONE, "", consent::invited),
        form("/connect", Callers.OWNER, "connect.receive", consent::open),
        page("/requests", Callers.OWNER, "connect.list", consent::list),
        page("/requests/:id", Callers.OWNER, "connect.show", consent::show),
        form("/requests/:id", Callers.OWNER, "connect.answer", consent::answer));
  }

  private ApiRoute page(String path, Callers callers, String action, Endpoint endpoint) {
    return route(HttpMethod.GET, path, callers, action, 0, endpoint);
  }

  private ApiRoute form(String path, Callers callers, String action, Endpoint endpoint) {
    return route(HttpMethod.POST, path, callers, action, limits.formBytesMax(), endpoint);
  }

  private static ApiRoute route(
      HttpMethod method,
      String path,
      Callers callers,
      String action,
      long bodyBytesMax,
      Endpoint endpoint) {
    return new ApiRoute(
        method,
        path,
        Optional.of(action).filter(named -> !named.isEmpty()),
        callers,
        Tempo.LIMITED,
        Cors.CLOSED,
        bodyBytesMax,
        1,
        endpoint);
  }
}

package io.freehold.adapters.http;

import io.freehold.adapters.http.ApiRoute.Callers;
import io.freehold.adapters.http.ApiRoute.Cors;
import io.freehold.adapters.http.ApiRoute.Tempo;
import io.freehold.adapters.http.console.ConsoleEndpoints;
import io.freehold.application.Limits;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;

/// The console's route table. Its pages are for anyone who asks by the console's own name; what
/// they can do is guarded by the setup code.
final class ConsoleApi {
  private ConsoleApi() {}

  static Site site(ConsoleEndpoints console, Limits limits) {
    return Site.ofPublicRoutes(
        List.of(
            route(HttpMethod.GET, "/", 0, console::page),
            route(HttpMethod.GET, "/style.css", 0, console::style),
            route(HttpMethod.POST, "/setup", limits.formBytesMax(), console::claim)));
  }

  private static ApiRoute route(
      HttpMethod method, String path, long bodyBytesMax, Endpoint endpoint) {
    return new ApiRoute(
        method,
        path,
        Optional.empty(),
        method.equals(HttpMethod.GET) ? Callers.ANYONE : Callers.READER_OF_THE_TERMINAL,
        Tempo.LIMITED,
        Cors.CLOSED,
        bodyBytesMax,
        1,
        endpoint);
  }
}

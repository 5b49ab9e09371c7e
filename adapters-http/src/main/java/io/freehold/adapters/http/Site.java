package io.freehold.adapters.http;

import io.freehold.adapters.http.auth.Authenticator;
import io.freehold.adapters.http.pace.Pace;
import io.freehold.application.access.RecordAccess.Access;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What one listener serves.
///
/// @param accessLog takes a line for every call of a route that names an action; when it fails, so
///   does the call
/// @param subjects for routes that are counted by what they ask about
record Site(
    List<ApiRoute> routes,
    Authenticator authenticator,
    Admission admission,
    Consumer<Access> accessLog,
    Dialect dialect,
    RequestTargets targets,
    Optional<Pace> subjects) {
  Site {
    routes = List.copyOf(routes);
  }

  /// A site that counts nothing by its subject.
  Site(
      List<ApiRoute> routes,
      Authenticator authenticator,
      Admission admission,
      Consumer<Access> accessLog,
      Dialect dialect,
      RequestTargets targets) {
    this(routes, authenticator, admission, accessLog, dialect, targets, Optional.empty());
  }

  /// A site that knows no callers and keeps no access log: each of its routes is for anyone.
  static Site ofPublicRoutes(List<ApiRoute> routes) {
    return new Site(
        routes,
        _ -> {
          throw new IllegalStateException("this site knows no callers");
        },
        (_, _) -> {
          throw new IllegalStateException("this site knows no callers");
        },
        Site::keepNoLog,
        Dialect.PROTOCOL,
        RequestTargets.PLAIN);
  }

  static void keepNoLog(Access access) {
    throw new IllegalStateException("this site has no access log");
  }
}

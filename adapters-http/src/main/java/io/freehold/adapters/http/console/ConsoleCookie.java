package io.freehold.adapters.http.console;

import io.freehold.adapters.http.Head;
import io.freehold.domain.identity.Secret;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a browser holds while it is signed in. No script can read it, no page of another site makes
/// a browser send it (threat T4), and over TLS it goes to this very host only.
final class ConsoleCookie {
  private static final String ATTRIBUTES = "; Path=/; HttpOnly; SameSite=Strict";

  private final String name;
  private final String attributes;

  ConsoleCookie(boolean isSecure) {
    this.name = isSecure ? "__Host-freehold" : "freehold";
    this.attributes = isSecure ? ATTRIBUTES + "; Secure" : ATTRIBUTES;
  }

  /// Empty where there is none, or more than one.
  Optional<Secret> of(Head head) {
    List<String> all =
        head.headers("Cookie").stream()
            .flatMap(header -> Arrays.stream(header.split(";")))
            .map(String::strip)
            .filter(pair -> pair.startsWith(name + "="))
            .map(pair -> pair.substring(name.length() + 1))
            .toList();
    return all.size() == 1 ? Optional.of(new Secret(all.getFirst())) : Optional.empty();
  }

  String setting(Secret held) {
    return name + "=" + held.reveal() + attributes;
  }

  String clearing() {
    return name + "=; Max-Age=0" + attributes;
  }
}

package io.freehold.adapters.http.console;

import io.freehold.domain.ProblemException;
import io.freehold.domain.Sha256;
import io.freehold.domain.identity.Caller;
import io.freehold.domain.identity.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// Who is signed in at the console. A session begins with an owner token and ends with it, when it
/// was idle for too long, when the owner signs out, or with the process; only a hash of what the
/// browser holds is kept.
public final class ConsoleSessions {
  private static final int SESSIONS_MAX = 32;
  private static final int SECRET_BYTES = 32;
  private static final Duration IDLE_MAX = Duration.ofMinutes(30);

  private final Function<Secret, Caller.Owner> authenticate;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Map<String, Entry> byHash = new LinkedHashMap<>();

  /// A browser that is signed in.
  ///
  /// @param formKey what its forms carry, so that no other page can send one (threat T4)
  public record Session(Caller.Owner owner, String formKey) {}

  private record Entry(Secret token, String formKey, Instant lastUse) {}

  /// @param authenticate knows the owner by a token, or refuses it
  public ConsoleSessions(
      Function<Secret, Caller.Owner> authenticate, InstantSource clock, RandomGenerator random) {
    this.authenticate = authenticate;
    this.clock = clock;
    this.random = random;
  }

  /// Begins a session and returns what its browser is to hold. A token that is not good is refused
  /// as `Unauthorized`. With too many sessions, the one that was idle the longest ends.
  public synchronized Secret begin(Secret token) {
    var _ = authenticate.apply(token);
    String secret = random();
    if (byHash.size() >= SESSIONS_MAX) {
      byHash.remove(byHash.keySet().iterator().next());
    }
    byHash.put(Sha256.hex(secret), new Entry(token, random(), clock.instant()));
    return new Secret(secret);
  }

  /// The session of a browser, as long as its token is good.
  public synchronized Optional<Session> find(Secret held) {
    String hash = Sha256.hex(held.reveal());
    Entry entry = byHash.remove(hash);
    Instant now = clock.instant();
    if (entry == null || !now.isBefore(entry.lastUse().plus(IDLE_MAX))) {
      return Optional.empty();
    }
    try {
      Caller.Owner owner = authenticate.apply(entry.token());
      byHash.put(hash, new Entry(entry.token(), entry.formKey(), now));
      return Optional.of(new Session(owner, entry.formKey()));
    } catch (ProblemException e) {
      return Optional.empty();
    }
  }

  public synchronized void end(Secret held) {
    byHash.remove(Sha256.hex(held.reveal()));
  }

  private String random() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}

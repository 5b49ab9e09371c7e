package io.freehold.adapters.http.connect;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// How long a client is willing to wait for an answer that says something new: `Prefer: wait=N` in
/// seconds (RFC 7240). A preference that is not understood is passed over, as that standard wants.
final class PreferredWait {
  private static final Pattern WAIT =
      Pattern.compile("\\s*wait\\s*=\\s*\"?(\\d{1,6})\"?\\s*(;.*)?");

  private PreferredWait() {}

  /// @param headers all values of `Prefer`
  static Optional<Duration> of(List<String> headers) {
    return headers.stream()
        .flatMap(header -> List.of(header.split(",")).stream())
        .map(WAIT::matcher)
        .filter(found -> found.matches())
        .map(found -> Duration.ofSeconds(Long.parseLong(found.group(1))))
        .findFirst()
        .filter(Duration::isPositive);
  }
}

package io.freehold.builder.failure;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// What a server said when it refused (§8.3).
///
/// ```java
/// catchFailure(failure -> {
///   failure.answer().requestId().ifPresent(id -> log("refused, see the server's log at " + id));
/// });
/// ```
///
/// @param code the protocol's code (§8.2); 0 when nobody answered
/// @param errorCode the machine's word for it, such as `GRANT_REVOKED`
/// @param message for a developer, in English
/// @param details more about it, by name
/// @param retryAfter how long to wait before asking again, if the server said so
/// @param requestId under which the server's log has it, if it said so
public record Answer(
    int code,
    String errorCode,
    String message,
    Map<String, String> details,
    Optional<Duration> retryAfter,
    Optional<String> requestId) {
  public Answer {
    details = Map.copyOf(details);
  }

  /// Something that went wrong on this side, with no answer at all.
  public static Answer none(String errorCode, String message) {
    return new Answer(0, errorCode, message, Map.of(), Optional.empty(), Optional.empty());
  }
}

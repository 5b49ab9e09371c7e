package io.freehold.builder.http;

import java.time.Duration;

/// Every bound of the SDK on one screen.
///
/// ```java
/// ClientLimits limits = ClientLimits.STANDARD.withAttemptsMax(2).withDocumentBytesMax(4 << 20);
/// ```
///
/// @param connectTimeout until a server takes the connection
/// @param answerTimeout until it begins to answer, and for short answers until they are complete
/// @param idleTimeout between two pieces of a document
/// @param answerBytesMax of an answer that is not a document
/// @param documentBytesMax of a document that is read into memory; streams have no such bound
/// @param attemptsMax how often a request that may be repeated is sent, the first time included
/// @param retryDelay before the second attempt; doubled before each further one
/// @param retryDelayMax what doubling ends at
/// @param retryAfterMax the longest wait that a server may ask for; beyond it the failure is told
public record ClientLimits(
    Duration connectTimeout,
    Duration answerTimeout,
    Duration idleTimeout,
    int answerBytesMax,
    int documentBytesMax,
    int attemptsMax,
    Duration retryDelay,
    Duration retryDelayMax,
    Duration retryAfterMax) {
  public static final ClientLimits STANDARD =
      new ClientLimits(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          1 << 20,
          64 << 20,
          4,
          Duration.ofMillis(250),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30));

  public ClientLimits {
    boolean arePositive =
        connectTimeout.isPositive()
            && answerTimeout.isPositive()
            && idleTimeout.isPositive()
            && answerBytesMax > 0
            && documentBytesMax > 0
            && attemptsMax > 0
            && !retryDelay.isNegative()
            && !retryDelayMax.isNegative()
            && !retryAfterMax.isNegative();
    if (!arePositive) {
      throw new IllegalArgumentException("times, sizes and attempts are positive");
    }
  }

  public ClientLimits withAttemptsMax(int attempts) {
    return new ClientLimits(
        connectTimeout,
        answerTimeout,
        idleTimeout,
        answerBytesMax,
        documentBytesMax,
        attempts,
        retryDelay,
        retryDelayMax,
        retryAfterMax);
  }

  public ClientLimits withDocumentBytesMax(int bytes) {
    return new ClientLimits(
        connectTimeout,
        answerTimeout,
        idleTimeout,
        answerBytesMax,
        bytes,
        attemptsMax,
        retryDelay,
        retryDelayMax,
        retryAfterMax);
  }

  /// @param answer until a server begins to answer
  /// @param idle between two pieces of a document
  public ClientLimits withTimeouts(Duration answer, Duration idle) {
    return new ClientLimits(
        connectTimeout,
        answer,
        idle,
        answerBytesMax,
        documentBytesMax,
        attemptsMax,
        retryDelay,
        retryDelayMax,
        retryAfterMax);
  }
}

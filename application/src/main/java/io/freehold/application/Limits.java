package io.freehold.application;

import java.time.Duration;

/// Every bound of this server, on one screen. Sizes are bytes, counts are counts, times say so in
/// their type; all can be set as `limits.*`.
///
/// @param ingestBytesMax body of an ingest
/// @param bodyBytesMax body of any other request
/// @param headerBytesMax all headers of a request together
/// @param targetBytesMax path and query of a request
/// @param requestsInFlightMax requests worked on at once; beyond it 503
/// @param connectionsMax open connections per listener
/// @param idleTimeout a connection on which nothing moves
/// @param bodyTimeout from the headers of a request to the end of its body
/// @param shutdownTimeout how long requests in flight may take to finish when the server stops
/// @param pageSizeMax items of one page; a larger `limit` is cut to it
/// @param pageOffsetMax how far a listing can be paged
/// @param signerRequestsPerSecond of one builder, on average
/// @param signerBurst of one builder, at once
/// @param addressRequestsPerSecond unauthenticated or refused requests of one address, on average
/// @param addressBurst of one address, at once
/// @param countedCallersMax signers and addresses that are counted at the same time
/// @param clockSkewMax how far a signer's clock may be off
/// @param signedLifetimeMax the longest life of a signed request
/// @param usedRequestsMax signed requests remembered against replay; beyond it they are refused
/// @param rememberedMax entries of each memory of lookups (grants, builders, signers, index rows)
/// @param readersMax database connections for reading
/// @param schemaBytesMax a schema's definition
/// @param violationsMax violations reported for one payload
/// @param jsonDepthMax nesting of an ingested document
/// @param gatewayTimeout one call to a remote gateway
/// @param gatewayAnswerBytesMax the answer of a remote gateway
/// @param idempotencyKept how long an idempotency key is remembered
/// @param userAgentCharactersMax what the access log keeps of a user agent
/// @param inMemoryFileBytesMax up to this size a file is sent from memory, beyond it from the disk
/// @param ownerTokensMax tokens that can be good at once
/// @param logFlushInterval how long a line of the access log may wait for its fsync
public record Limits(
    long ingestBytesMax,
    long bodyBytesMax,
    int headerBytesMax,
    int targetBytesMax,
    int requestsInFlightMax,
    int connectionsMax,
    Duration idleTimeout,
    Duration bodyTimeout,
    Duration shutdownTimeout,
    int pageSizeMax,
    int pageOffsetMax,
    int signerRequestsPerSecond,
    int signerBurst,
    int addressRequestsPerSecond,
    int addressBurst,
    int countedCallersMax,
    Duration clockSkewMax,
    Duration signedLifetimeMax,
    int usedRequestsMax,
    int rememberedMax,
    int readersMax,
    int schemaBytesMax,
    int violationsMax,
    int jsonDepthMax,
    Duration gatewayTimeout,
    int gatewayAnswerBytesMax,
    Duration idempotencyKept,
    int userAgentCharactersMax,
    int inMemoryFileBytesMax,
    int ownerTokensMax,
    Duration logFlushInterval) {

  /// What a server has whose owner set nothing.
  public static final Limits DEFAULT =
      new Limits(
          50L << 20,
          1L << 20,
          16 << 10,
          4 << 10,
          256,
          2_000,
          Duration.ofSeconds(60),
          Duration.ofSeconds(120),
          Duration.ofSeconds(10),
          1_000,
          10_000_000,
          200,
          1_000,
          50,
          500,
          50_000,
          Duration.ofSeconds(60),
          Duration.ofHours(1),
          200_000,
          10_000,
          2,
          1 << 20,
          100,
          128,
          Duration.ofSeconds(5),
          4 << 20,
          Duration.ofHours(24),
          512,
          256 << 10,
          100,
          Duration.ofSeconds(1));

  public Limits {
    if (ingestBytesMax < 1
        || bodyBytesMax < 1
        || headerBytesMax < 1
        || targetBytesMax < 1
        || requestsInFlightMax < 1
        || connectionsMax < 1
        || pageSizeMax < 1
        || pageOffsetMax < 0
        || signerRequestsPerSecond < 1
        || signerBurst < 1
        || addressRequestsPerSecond < 1
        || addressBurst < 1
        || countedCallersMax < 1
        || usedRequestsMax < 1
        || rememberedMax < 0
        || readersMax < 1
        || schemaBytesMax < 1
        || violationsMax < 1
        || jsonDepthMax < 1
        || gatewayAnswerBytesMax < 1
        || userAgentCharactersMax < 0
        || inMemoryFileBytesMax < 0
        || ownerTokensMax < 1) {
      throw new IllegalArgumentException("a limit is a positive number");
    }
  }
}

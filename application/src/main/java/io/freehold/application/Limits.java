package io.freehold.application;

import java.time.Duration;

/// Every bound of this server that its owner may move, in one place. Sizes are bytes, counts are
/// counts, times say so in their type; all can be set as `limits.*`.
///
/// @param ingestBytesMax body of an ingest
/// @param bodyBytesMax body of any other request
/// @param verifyBytesMax body of a check of a grant's signature, which anybody may ask for
/// @param gatewayWriteBytesMax body of a write to the gateway in this process
/// @param formBytesMax a form of the console
/// @param bodyMemoryPercentMax share of the heap that bodies of known callers may take together
/// @param strangerBodyMemoryPercentMax the same for bodies of callers that are not known
/// @param headerBytesMax all headers of a request together
/// @param targetBytesMax path and query of a request
/// @param requestsInFlightMax requests worked on at once; beyond it 503
/// @param connectionsMax open connections per listener
/// @param connectionsPercentPerSubscriberMax share of them that one address in the network (of
///   version 6: one half) may hold; this machine and trusted proxies may hold all
/// @param idleTimeout a connection on which nothing moves
/// @param bodyTimeout from the headers of a request to the end of its body
/// @param answerBytesPerSecondMin a reader that is slower than this, over all of an answer and
///   beyond one `bodyTimeout`, is cut off
/// @param lingerBytesMax what is still read of a refused body, so that the refusal is seen
/// @param lingerTimeout how long that may take
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
/// @param jsonNamesMax members of one object in it
/// @param jsonNameCharactersMax of a member's name
/// @param jsonNumberCharactersMax of a number
/// @param gatewayTimeout one call to a remote gateway
/// @param gatewayAnswerBytesMax the answer of a remote gateway
/// @param gatewayConnectionsMax connections to a remote gateway
/// @param gatewayWaitingMax calls that wait for one of them
/// @param gatewayPagesMax pages that are read of one of its lists
/// @param gatewayUnsignedMax grants that are asked for one by one, because a list came without
///   signatures
/// @param gatewayFailuresMax failures in a row after which it is left alone
/// @param gatewayPause how long it is left alone
/// @param idempotencyKept how long an idempotency key is remembered
/// @param userAgentCharactersMax what the access log keeps of a user agent
/// @param inMemoryFileBytesMax up to this size a file is sent from memory, beyond it from the disk
/// @param ownerTokensMax tokens that can be good at once
/// @param setupTriesMax guesses at a setup code
/// @param logFlushInterval how long a line of the access log may wait for its fsync
/// @param forgettingInterval between two looks for days of the access log that are to be forgotten;
///   what one of them forgets is removed by the next
/// @param diskKeptFreeBytesMax room left on the disk when no more data is taken in; a sixteenth of
///   a small disk
/// @param blobBytesMax a blob of the storage role
/// @param blobPutsPerMinute uploads to the storage role for one owner
/// @param blobGetsPerMinute downloads from it
/// @param blobDeletesPerMinute deletions
/// @param blobHeadsPerMinute questions whether a blob is there
/// @param blobOwnPerMinute each of these for the owner of this very server, whose bulk uploads come
///   from the same machine
/// @param fileBytesMax a data file that is encrypted or decrypted, however small its compressed
///   form
/// @param storageBlobBytesMax an encrypted file, from a backend or on its way to one
/// @param keyHashBytesMax what an encrypted file may ask to be hashed for its key
/// @param storageConnectionsMax connections to a storage backend
/// @param storageTimeout how long a storage backend may take to be reached, to answer, and to move
///   the least that counts as progress
/// @param storageBytesPerSecondMin slower than this, over a `storageTimeout`, counts as standing
///   still
/// @param storageAnswerBytesMax an answer of a storage backend that is no blob
/// @param storagePagesMax pages that are read of one listing of a storage backend
/// @param sessionLifetime how long a connect session can be answered
/// @param sessionsMax open sessions of the relay
/// @param sessionsPerBuilderMax open sessions of one builder
/// @param sessionsKept how long a session that is over can still be asked about
/// @param pollWaitMax how long a poll may wait for news, if it asks to
/// @param pollsPerSecond polls of one session from one address
/// @param pollBurst of them at once
/// @param sessionBytesMax the body of a request to the relay
/// @param relayConnectionsMax open connections to the relay
/// @param webhookTimeout one try to tell a webhook
/// @param webhookRetriedFor how long a webhook is tried again
/// @param webhooksMax events that wait to be told
/// @param egressTimeout one exchange with an address that came from outside
/// @param egressBytesMax what is read of its answer
/// @param egressConnectionsMax connections to such addresses
/// @param connectRequestsMax connect requests that wait for the owner
/// @param autoApprovalsMax rules by which requests are approved without asking
public record Limits(
    long ingestBytesMax,
    long bodyBytesMax,
    long verifyBytesMax,
    long gatewayWriteBytesMax,
    long formBytesMax,
    int bodyMemoryPercentMax,
    int strangerBodyMemoryPercentMax,
    int headerBytesMax,
    int targetBytesMax,
    int requestsInFlightMax,
    int connectionsMax,
    int connectionsPercentPerSubscriberMax,
    Duration idleTimeout,
    Duration bodyTimeout,
    int answerBytesPerSecondMin,
    int lingerBytesMax,
    Duration lingerTimeout,
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
    int jsonNamesMax,
    int jsonNameCharactersMax,
    int jsonNumberCharactersMax,
    Duration gatewayTimeout,
    int gatewayAnswerBytesMax,
    int gatewayConnectionsMax,
    int gatewayWaitingMax,
    int gatewayPagesMax,
    int gatewayUnsignedMax,
    int gatewayFailuresMax,
    Duration gatewayPause,
    Duration idempotencyKept,
    int userAgentCharactersMax,
    int inMemoryFileBytesMax,
    int ownerTokensMax,
    int setupTriesMax,
    Duration logFlushInterval,
    Duration forgettingInterval,
    long diskKeptFreeBytesMax,
    long blobBytesMax,
    int blobPutsPerMinute,
    int blobGetsPerMinute,
    int blobDeletesPerMinute,
    int blobHeadsPerMinute,
    int blobOwnPerMinute,
    long fileBytesMax,
    long storageBlobBytesMax,
    long keyHashBytesMax,
    int storageConnectionsMax,
    Duration storageTimeout,
    int storageBytesPerSecondMin,
    int storageAnswerBytesMax,
    int storagePagesMax,
    Duration sessionLifetime,
    int sessionsMax,
    int sessionsPerBuilderMax,
    Duration sessionsKept,
    Duration pollWaitMax,
    int pollsPerSecond,
    int pollBurst,
    int sessionBytesMax,
    int relayConnectionsMax,
    Duration webhookTimeout,
    Duration webhookRetriedFor,
    int webhooksMax,
    Duration egressTimeout,
    int egressBytesMax,
    int egressConnectionsMax,
    int connectRequestsMax,
    int autoApprovalsMax) {

  /// What fits into a packet of an encrypted file.
  private static final long FORMAT_BYTES_MAX = 4_000_000_000L;

  /// What a server has whose owner set nothing.
  public static final Limits DEFAULT =
      new Limits(
          /* ingestBytesMax= */ 50L << 20,
          /* bodyBytesMax= */ 1L << 20,
          /* verifyBytesMax= */ 32L << 10,
          /* gatewayWriteBytesMax= */ 64L << 10,
          /* formBytesMax= */ 16L << 10,
          /* bodyMemoryPercentMax= */ 75,
          /* strangerBodyMemoryPercentMax= */ 6,
          /* headerBytesMax= */ 16 << 10,
          /* targetBytesMax= */ 4 << 10,
          /* requestsInFlightMax= */ 256,
          /* connectionsMax= */ 2_000,
          /* connectionsPercentPerSubscriberMax= */ 25,
          /* idleTimeout= */ Duration.ofSeconds(60),
          /* bodyTimeout= */ Duration.ofSeconds(120),
          /* answerBytesPerSecondMin= */ 8 << 10,
          /* lingerBytesMax= */ 256 << 10,
          /* lingerTimeout= */ Duration.ofSeconds(1),
          /* shutdownTimeout= */ Duration.ofSeconds(10),
          /* pageSizeMax= */ 1_000,
          /* pageOffsetMax= */ 10_000_000,
          /* signerRequestsPerSecond= */ 200,
          /* signerBurst= */ 1_000,
          /* addressRequestsPerSecond= */ 50,
          /* addressBurst= */ 500,
          /* countedCallersMax= */ 50_000,
          /* clockSkewMax= */ Duration.ofSeconds(60),
          /* signedLifetimeMax= */ Duration.ofHours(1),
          /* usedRequestsMax= */ 200_000,
          /* rememberedMax= */ 10_000,
          /* readersMax= */ 2,
          /* schemaBytesMax= */ 1 << 20,
          /* violationsMax= */ 100,
          /* jsonDepthMax= */ 128,
          /* jsonNamesMax= */ 1_000_000,
          /* jsonNameCharactersMax= */ 10_000,
          /* jsonNumberCharactersMax= */ 1_000,
          /* gatewayTimeout= */ Duration.ofSeconds(5),
          /* gatewayAnswerBytesMax= */ 4 << 20,
          /* gatewayConnectionsMax= */ 32,
          /* gatewayWaitingMax= */ 512,
          /* gatewayPagesMax= */ 20,
          /* gatewayUnsignedMax= */ 200,
          /* gatewayFailuresMax= */ 5,
          /* gatewayPause= */ Duration.ofSeconds(2),
          /* idempotencyKept= */ Duration.ofHours(24),
          /* userAgentCharactersMax= */ 512,
          /* inMemoryFileBytesMax= */ 256 << 10,
          /* ownerTokensMax= */ 100,
          /* setupTriesMax= */ 5,
          /* logFlushInterval= */ Duration.ofSeconds(1),
          /* forgettingInterval= */ Duration.ofHours(1),
          /* diskKeptFreeBytesMax= */ 64L << 20,
          /* blobBytesMax= */ 100L << 20,
          /* blobPutsPerMinute= */ 60,
          /* blobGetsPerMinute= */ 300,
          /* blobDeletesPerMinute= */ 30,
          /* blobHeadsPerMinute= */ 300,
          /* blobOwnPerMinute= */ 12_000,
          /* fileBytesMax= */ 512L << 20,
          /* storageBlobBytesMax= */ 513L << 20,
          /* keyHashBytesMax= */ 64L << 20,
          /* storageConnectionsMax= */ 16,
          /* storageTimeout= */ Duration.ofSeconds(30),
          /* storageBytesPerSecondMin= */ 512,
          /* storageAnswerBytesMax= */ 4 << 20,
          /* storagePagesMax= */ 10_000,
          /* sessionLifetime= */ Duration.ofMinutes(15),
          /* sessionsMax= */ 100_000,
          /* sessionsPerBuilderMax= */ 1_000,
          /* sessionsKept= */ Duration.ofDays(1),
          /* pollWaitMax= */ Duration.ofSeconds(30),
          /* pollsPerSecond= */ 5,
          /* pollBurst= */ 30,
          /* sessionBytesMax= */ 32 << 10,
          /* relayConnectionsMax= */ 12_000,
          /* webhookTimeout= */ Duration.ofSeconds(10),
          /* webhookRetriedFor= */ Duration.ofDays(1),
          /* webhooksMax= */ 100_000,
          /* egressTimeout= */ Duration.ofSeconds(10),
          /* egressBytesMax= */ 1 << 20,
          /* egressConnectionsMax= */ 16,
          /* connectRequestsMax= */ 1_000,
          /* autoApprovalsMax= */ 100);

  public Limits {
    mustBePositive("ingestBytesMax", ingestBytesMax);
    mustBePositive("bodyBytesMax", bodyBytesMax);
    mustBePositive("verifyBytesMax", verifyBytesMax);
    mustBePositive("gatewayWriteBytesMax", gatewayWriteBytesMax);
    mustBePositive("formBytesMax", formBytesMax);
    mustBePositive("bodyMemoryPercentMax", bodyMemoryPercentMax);
    mustNotBeNegative("strangerBodyMemoryPercentMax", strangerBodyMemoryPercentMax);
    mustBePositive("headerBytesMax", headerBytesMax);
    mustBePositive("targetBytesMax", targetBytesMax);
    mustBePositive("requestsInFlightMax", requestsInFlightMax);
    mustBePositive("connectionsMax", connectionsMax);
    mustBePositive("connectionsPercentPerSubscriberMax", connectionsPercentPerSubscriberMax);
    mustBePositive("idleTimeout", idleTimeout.toMillis());
    mustBePositive("bodyTimeout", bodyTimeout.toMillis());
    mustBePositive("answerBytesPerSecondMin", answerBytesPerSecondMin);
    mustNotBeNegative("lingerBytesMax", lingerBytesMax);
    mustBePositive("lingerTimeout", lingerTimeout.toMillis());
    mustBePositive("shutdownTimeout", shutdownTimeout.toMillis());
    mustBePositive("pageSizeMax", pageSizeMax);
    mustNotBeNegative("pageOffsetMax", pageOffsetMax);
    mustBePositive("signerRequestsPerSecond", signerRequestsPerSecond);
    mustBePositive("signerBurst", signerBurst);
    mustBePositive("addressRequestsPerSecond", addressRequestsPerSecond);
    mustBePositive("addressBurst", addressBurst);
    mustBePositive("countedCallersMax", countedCallersMax);
    mustNotBeNegative("clockSkewMax", clockSkewMax.toMillis());
    mustBePositive("signedLifetimeMax", signedLifetimeMax.toMillis());
    mustBePositive("usedRequestsMax", usedRequestsMax);
    mustNotBeNegative("rememberedMax", rememberedMax);
    mustBePositive("readersMax", readersMax);
    mustBePositive("schemaBytesMax", schemaBytesMax);
    mustBePositive("violationsMax", violationsMax);
    mustBePositive("jsonDepthMax", jsonDepthMax);
    mustBePositive("jsonNamesMax", jsonNamesMax);
    mustBePositive("jsonNameCharactersMax", jsonNameCharactersMax);
    mustBePositive("jsonNumberCharactersMax", jsonNumberCharactersMax);
    mustBePositive("gatewayTimeout", gatewayTimeout.toMillis());
    mustBePositive("gatewayAnswerBytesMax", gatewayAnswerBytesMax);
    mustBePositive("gatewayConnectionsMax", gatewayConnectionsMax);
    mustBePositive("gatewayWaitingMax", gatewayWaitingMax);
    mustBePositive("gatewayPagesMax", gatewayPagesMax);
    mustBePositive("gatewayUnsignedMax", gatewayUnsignedMax);
    mustBePositive("gatewayFailuresMax", gatewayFailuresMax);
    mustBePositive("gatewayPause", gatewayPause.toMillis());
    mustBePositive("idempotencyKept", idempotencyKept.toMillis());
    mustNotBeNegative("userAgentCharactersMax", userAgentCharactersMax);
    mustNotBeNegative("inMemoryFileBytesMax", inMemoryFileBytesMax);
    mustBePositive("ownerTokensMax", ownerTokensMax);
    mustBePositive("setupTriesMax", setupTriesMax);
    mustBePositive("logFlushInterval", logFlushInterval.toMillis());
    mustBePositive("forgettingInterval", forgettingInterval.toMillis());
    mustNotBeNegative("diskKeptFreeBytesMax", diskKeptFreeBytesMax);
    mustBePositive("blobBytesMax", blobBytesMax);
    mustBePositive("blobPutsPerMinute", blobPutsPerMinute);
    mustBePositive("blobGetsPerMinute", blobGetsPerMinute);
    mustBePositive("blobDeletesPerMinute", blobDeletesPerMinute);
    mustBePositive("blobHeadsPerMinute", blobHeadsPerMinute);
    mustBePositive("blobOwnPerMinute", blobOwnPerMinute);
    mustBePositive("fileBytesMax", fileBytesMax);
    mustBePositive("storageBlobBytesMax", storageBlobBytesMax);
    mustBePositive("keyHashBytesMax", keyHashBytesMax);
    if (fileBytesMax > FORMAT_BYTES_MAX) {
      throw new IllegalArgumentException("fileBytesMax must be 4000000000 at most");
    }
    mustBePositive("storageConnectionsMax", storageConnectionsMax);
    mustBePositive("storageTimeout", storageTimeout.toMillis());
    mustBePositive("storageBytesPerSecondMin", storageBytesPerSecondMin);
    mustBePositive("storageAnswerBytesMax", storageAnswerBytesMax);
    mustBePositive("storagePagesMax", storagePagesMax);
    mustBePositive("sessionLifetime", sessionLifetime.toMillis());
    mustBePositive("sessionsMax", sessionsMax);
    mustBePositive("sessionsPerBuilderMax", sessionsPerBuilderMax);
    mustBePositive("sessionsKept", sessionsKept.toMillis());
    mustBePositive("pollWaitMax", pollWaitMax.toMillis());
    mustBePositive("pollsPerSecond", pollsPerSecond);
    mustBePositive("pollBurst", pollBurst);
    mustBePositive("sessionBytesMax", sessionBytesMax);
    mustBePositive("relayConnectionsMax", relayConnectionsMax);
    mustBePositive("webhookTimeout", webhookTimeout.toMillis());
    mustBePositive("webhookRetriedFor", webhookRetriedFor.toMillis());
    mustBePositive("webhooksMax", webhooksMax);
    mustBePositive("egressTimeout", egressTimeout.toMillis());
    mustBePositive("egressBytesMax", egressBytesMax);
    mustBePositive("egressConnectionsMax", egressConnectionsMax);
    mustBePositive("connectRequestsMax", connectRequestsMax);
    mustBePositive("autoApprovalsMax", autoApprovalsMax);
    if (bodyMemoryPercentMax + strangerBodyMemoryPercentMax > 95) {
      throw new IllegalArgumentException(
          "bodyMemoryPercentMax and strangerBodyMemoryPercentMax must be 95 at most, together");
    }
  }

  private static void mustBePositive(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be more than 0");
    }
  }

  private static void mustNotBeNegative(String name, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(name + " must be 0 or more");
    }
  }
}

package io.freehold.adapters.http;

import io.freehold.adapters.http.auth.Proof;
import io.freehold.adapters.http.json.JsonMembers;
import io.freehold.application.Limits;
import io.freehold.domain.ProblemException;
import io.freehold.domain.blob.BlobPermit;
import io.freehold.domain.blob.IncomingBlob;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The body of a route that streams it: nothing of it is read before somebody wants it, and then it
/// takes as much of the memory for bodies as it will need at most. Small ones come in one piece,
/// which is less work.
final class Arrival implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Arrival.class);

  private final Head head;
  private final Optional<Proof> proof;
  private final RequestFlow.BodySource source;
  private final BodyBudget budget;
  private final Limits limits;
  private final Awaited bytes;
  private Optional<BodyBudget.Share> share = Optional.empty();
  private Optional<byte[]> whole = Optional.empty();

  Arrival(
      Head head,
      Optional<Proof> proof,
      RequestFlow.BodySource source,
      BodyBudget budget,
      Limits limits) {
    this.head = head;
    this.proof = proof;
    this.source = source;
    this.budget = budget;
    this.limits = limits;
    this.bytes = new Awaited(this::opened);
  }

  Optional<BlobPermit> permit() {
    return proof.flatMap(Proof::permit);
  }

  /// The body, of which nothing is asked for before its first byte is read.
  IncomingBlob incoming() {
    return new IncomingBlob(bytes, head.contentLength(), this::mustBeTheSignedOne);
  }

  private void mustBeTheSignedOne(String sha256) {
    proof.ifPresent(known ->
        whole.ifPresentOrElse(
            body -> known.mustCover(body, sha256), () -> known.mustCover(sha256)));
  }

  /// Reads what nobody wants of a body whose sender is known, so that the sender sees why: who is
  /// cut off in the middle of sending sees nothing. A client that asked before it sends is told at
  /// once.
  void dropTheRest() {
    boolean isStillToBeSent = head.header("Expect").isPresent() && !bytes.isOpen();
    if (!head.hasBody() || isStillToBeSent) {
      return;
    }
    try {
      var _ = bytes.transferTo(OutputStream.nullOutputStream());
    } catch (IOException | ProblemException | RefusalException e) {
      LOG.debug("the rest of a body did not come: {}", e.toString());
    }
  }

  private InputStream opened() {
    long length = head.contentLength();
    if (length == 0) {
      return InputStream.nullInputStream();
    }
    return isToBeHeld(length) ? held((int) length) : streamed(length);
  }

  private boolean isToBeHeld(long length) {
    return length <= limits.inMemoryFileBytesMax() || mayNeedATree(length);
  }

  private boolean mayNeedATree(long length) {
    return proof.filter(known -> known.mayNeedTheWhole(length)).isPresent();
  }

  private InputStream held(int length) {
    share = Optional.of(budget.take(length, mayNeedATree(length) ? JsonMembers.COST : 1));
    byte[] body = source.read(length);
    whole = Optional.of(body);
    return new ByteArrayInputStream(body);
  }

  private InputStream streamed(long length) {
    share = Optional.of(budget.take(ArrivingBody.BYTES_HELD_MAX, 1));
    return source.open(length);
  }

  /// Bytes that are asked for at the first read.
  private static final class Awaited extends InputStream {
    private final Supplier<InputStream> opening;
    private Optional<InputStream> open = Optional.empty();

    Awaited(Supplier<InputStream> opening) {
      this.opening = opening;
    }

    boolean isOpen() {
      return open.isPresent();
    }

    private InputStream in() {
      if (open.isEmpty()) {
        open = Optional.of(opening.get());
      }
      return open.get();
    }

    @Override
    public int read() throws IOException {
      return in().read();
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
      return in().read(into, from, count);
    }
  }

  @Override
  public void close() {
    share.ifPresent(BodyBudget.Share::close);
  }
}

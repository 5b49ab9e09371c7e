package io.freehold.adapters.http;

import io.freehold.adapters.http.auth.Proof;
import io.freehold.application.Limits;
import io.freehold.domain.ProblemException;
import io.freehold.domain.blob.BlobPermit;
import io.freehold.domain.blob.IncomingBlob;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
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
  private Optional<BodyBudget.Share> share = Optional.empty();
  private Optional<IncomingBlob> incoming = Optional.empty();

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
  }

  Optional<BlobPermit> permit() {
    return proof.flatMap(Proof::permit);
  }

  IncomingBlob begin() {
    IncomingBlob begun = incoming.orElseGet(this::begun);
    incoming = Optional.of(begun);
    return begun;
  }

  /// Reads what nobody wants of a body whose sender is known, so that the sender sees why: who is
  /// cut off in the middle of sending sees nothing. A client that asked before it sends is told at
  /// once.
  void dropTheRest() {
    if (!head.hasBody() || head.header("Expect").isPresent()) {
      return;
    }
    try {
      var _ = begin().bytes().transferTo(OutputStream.nullOutputStream());
    } catch (IOException | ProblemException | RefusalException e) {
      LOG.debug("the rest of a body did not come: {}", e.toString());
    }
  }

  private IncomingBlob begun() {
    long length = head.contentLength();
    if (length == 0) {
      return new IncomingBlob(InputStream.nullInputStream(), 0, _ -> {});
    }
    return isToBeHeld(length) ? held((int) length) : streamed(length);
  }

  private boolean isToBeHeld(long length) {
    return length <= limits.inMemoryFileBytesMax()
        || proof.filter(known -> known.mayNeedTheWhole(length)).isPresent();
  }

  private IncomingBlob held(int length) {
    share = Optional.of(budget.take(length, 1));
    byte[] body = source.read(length);
    return new IncomingBlob(
        new ByteArrayInputStream(body),
        length,
        hash -> proof.ifPresent(known -> known.mustCover(body, hash)));
  }

  private IncomingBlob streamed(long length) {
    share = Optional.of(budget.take(ArrivingBody.BYTES_HELD_MAX, 1));
    return new IncomingBlob(
        source.open(length), length, hash -> proof.ifPresent(known -> known.mustCover(hash)));
  }

  @Override
  public void close() {
    share.ifPresent(BodyBudget.Share::close);
  }
}

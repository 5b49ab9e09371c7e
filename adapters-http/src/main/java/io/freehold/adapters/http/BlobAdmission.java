package io.freehold.adapters.http;

import io.freehold.adapters.http.auth.Proof;
import io.freehold.adapters.http.pace.Pace;
import io.freehold.application.Limits;
import io.freehold.domain.Address;
import io.freehold.domain.blob.BlobPermit;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// Requests to the storage role are counted by the owner they are about, each kind on its own. One
/// that has to wait is not used up.
final class BlobAdmission implements Admission {
  private final Predicate<Address> isOwn;
  private final Spending spending;
  private final Paces others;
  private final Paces own;

  /// Made at the first request of their kind: a start has no time for what may never be needed.
  private static final class Paces {
    private final Map<String, Integer> perMinute;
    private final int ownersMax;
    private final Map<String, Pace> made = new ConcurrentHashMap<>();

    Paces(int puts, int gets, int deletes, int heads, int ownersMax) {
      this.perMinute = Map.of("PUT", puts, "GET", gets, "DELETE", deletes, "HEAD", heads);
      this.ownersMax = ownersMax;
    }

    Pace of(HttpMethod method) {
      return made.computeIfAbsent(method.name(), this::make);
    }

    private Pace make(String method) {
      return Pace.perMinute(
          Objects.requireNonNull(perMinute.get(method)), ownersMax, System::nanoTime);
    }
  }

  /// @param isOwn whether an address is the owner of this very server
  BlobAdmission(Limits limits, Predicate<Address> isOwn, Spending spending) {
    this.isOwn = isOwn;
    this.spending = spending;
    int ownersMax = limits.countedCallersMax();
    int mine = limits.blobOwnPerMinute();
    this.own = new Paces(mine, mine, mine, mine, ownersMax);
    this.others =
        new Paces(
            limits.blobPutsPerMinute(),
            limits.blobGetsPerMinute(),
            limits.blobDeletesPerMinute(),
            limits.blobHeadsPerMinute(),
            ownersMax);
  }

  @Override
  public void admit(Visit visit, Proof proof) {
    BlobPermit permit =
        proof.permit().orElseThrow(() -> new IllegalStateException("nobody was proved"));
    Pace pace = (isOwn.test(permit.owner()) ? own : others).of(visit.route().method());
    String owner = permit.owner().value();
    visit.leaves(pace.left(owner));
    visit.leaves(pace.charge(owner));
    Head head = visit.head();
    proof.signed().ifPresent(signed -> spending.spend(permit.signer(), signed, head.received()));
  }
}

package io.freehold.bootstrap;

import io.freehold.application.port.Revocations;
import io.freehold.domain.GrantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Revocations that tell somebody of each new one, once it is on the disk.
record TellingRevocations(Revocations revocations, Consumer<GrantId> news) implements Revocations {
  @Override
  public Optional<Instant> find(GrantId grant) {
    return revocations.find(grant);
  }

  @Override
  public void add(GrantId grant, Instant revokedAt) {
    revocations.add(grant, revokedAt);
    news.accept(grant);
  }

  @Override
  public void addConfirmed(GrantId grant, Instant revokedAt) {
    revocations.addConfirmed(grant, revokedAt);
    news.accept(grant);
  }

  @Override
  public List<GrantId> unconfirmed() {
    return revocations.unconfirmed();
  }

  @Override
  public void confirm(GrantId grant) {
    revocations.confirm(grant);
  }
}

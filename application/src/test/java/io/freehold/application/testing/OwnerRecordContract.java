package io.freehold.application.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.port.OwnerRecord;
import io.freehold.domain.Address;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every record of the owner does.
public abstract class OwnerRecordContract {
  protected static final Address ALICE = new Address("0x" + "a".repeat(40));
  protected static final Address BOB = new Address("0x" + "b".repeat(40));

  private OwnerRecord record;

  /// A record without an owner.
  protected abstract OwnerRecord ownerRecord();

  @BeforeEach
  void openTheRecord() {
    record = ownerRecord();
  }

  @Test
  void hasNoOwnerAtFirst() {
    assertThat(record.find()).isEmpty();
  }

  @Test
  void belongsToWhoeverClaimsItFirst() {
    assertThat(record.claim(ALICE)).isTrue();
    assertThat(record.find()).contains(ALICE);

    assertThat(record.claim(BOB)).isFalse();
    assertThat(record.claim(ALICE)).isFalse();
    assertThat(record.find()).contains(ALICE);
  }

  @Test
  void givesItselfToOneOfManyOnly() {
    var winners = new AtomicInteger();
    List<Address> claimants =
        IntStream.range(0, 16).mapToObj(i -> new Address("0x%040x".formatted(i + 1))).toList();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      claimants.forEach(claimant ->
          threads.execute(() -> {
            if (record.claim(claimant)) {
              winners.incrementAndGet();
            }
          }));
    }

    assertThat(winners).hasValue(1);
    assertThat(record.find()).isPresent();
  }
}

package io.freehold.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpareMemoryTest {
  private static final long MIB = 1L << 20;

  private long used = 20 * MIB;
  private long held = 32 * MIB;
  private int collections;

  private final SpareMemory memory =
      new SpareMemory(
          () -> used,
          () -> held,
          () -> {
            collections++;
            used = 20 * MIB;
            held = 40 * MIB;
          });

  private void look(int times) {
    for (int i = 0; i < times; i++) {
      memory.look();
    }
  }

  @Test
  void collectsOnceAfterABurstWhenItHasBeenQuietForAWhile() {
    used = 300 * MIB;
    held = 400 * MIB;

    look(1);
    look(9);
    assertThat(collections).isZero();
    look(1);
    assertThat(collections).isEqualTo(1);
    look(100);
    assertThat(collections).isEqualTo(1);
  }

  @Test
  void doesNotCollectWhileThereIsWork() {
    held = 400 * MIB;
    for (int i = 0; i < 100; i++) {
      used += 2 * MIB;
      memory.look();
    }

    assertThat(collections).isZero();
  }

  @Test
  void aCollectionInBetweenIsWorkToo() {
    held = 400 * MIB;
    look(9);
    used = 10 * MIB;
    look(9);

    assertThat(collections).isZero();
    look(2);
    assertThat(collections).isEqualTo(1);
  }

  @Test
  void leavesAHeapAloneThatDidNotGrow() {
    held = 63 * MIB;
    look(100);
    assertThat(collections).isZero();

    held = 64 * MIB;
    look(10);
    assertThat(collections).isEqualTo(1);
  }

  @Test
  void collectsAgainAfterTheNextBurst() {
    held = 400 * MIB;
    look(20);
    used = 200 * MIB;
    held = 300 * MIB;
    look(20);

    assertThat(collections).isEqualTo(2);
  }
}

package io.freehold.adapters.persistence.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.freehold.domain.Problem;
import io.freehold.domain.ProblemException;
import java.io.IOException;
import java.io.SyncFailedException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteGateTest {
  @TempDir(factory = MemoryFolder.class)
  private Path folder;

  private FailingDisk disk;

  @BeforeEach
  void prepare() throws IOException {
    disk = new FailingDisk(folder);
  }

  private WriteGate gate(long freeBytes) {
    var space = new Space(() -> freeBytes, 1 << 20);
    return new WriteGate(space, new Reserve(folder, disk, space));
  }

  private Problem refusal(WriteGate gate) {
    var failure =
        catchThrowableOfType(
            IOException.class, () -> disk.create(folder.resolve("file"), new byte[9]));
    return gate.refusal(failure).problem();
  }

  @Test
  void trustsNoDiskAfterAFailedSyncHoweverFullItIs() {
    WriteGate gate = gate(1_000);
    disk.failNextSync();

    assertThat(refusal(gate)).isInstanceOf(Problem.ServiceUnavailable.class);

    assertThat(gate.isClosed()).isTrue();
  }

  @Test
  void trustsNoDiskWhoseSyncFailedForWantOfRoom() {
    WriteGate gate = gate(1 << 30);

    ProblemException refusal = gate.refusal(new SyncFailedException("No space left on device"));

    assertThat(refusal.problem()).isInstanceOf(Problem.ServiceUnavailable.class);
    assertThat(gate.isClosed()).isTrue();
  }

  @Test
  void takesAWriteThatFailedOnAFullDiskForWantOfRoom() {
    WriteGate gate = gate(1_000);
    disk.failAt(1, () -> new IOException("Input/output error"));

    assertThat(refusal(gate)).isInstanceOf(Problem.DiskFull.class);

    assertThat(gate.isClosed()).isFalse();
  }

  @Test
  void tellsALackOfRoomFromOtherFailures() {
    WriteGate gate = gate(1 << 30);
    disk.failAt(1, () -> new IOException("No space left on device"));
    assertThat(refusal(gate)).isInstanceOf(Problem.DiskFull.class);

    disk.failAt(1, () -> new IOException("Input/output error"));
    assertThat(refusal(gate)).isInstanceOf(Problem.ServiceUnavailable.class);

    assertThat(gate.isClosed()).isFalse();
  }
}

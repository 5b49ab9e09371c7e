package io.freehold.adapters.persistence.files;

import io.freehold.application.port.StorageHealth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Says what is wrong with the disk: it failed, it is full, or it takes no writes.
public final class DiskHealth implements StorageHealth {
  private final Path home;
  private final Space space;
  private final WriteGate gate;

  public DiskHealth(Path home, Space space, WriteGate gate) {
    this.home = home;
    this.space = space;
    this.gate = gate;
  }

  @Override
  public Optional<String> complaint() {
    return gate.complaint().or(this::lackOfRoom).or(this::lackOfPermission);
  }

  private Optional<String> lackOfRoom() {
    return space.hasRoomFor(0)
        ? Optional.empty()
        : Optional.of(
            "the disk is nearly full: %d KiB are free, and data is taken in above %d KiB only"
                .formatted(space.freeBytes() >> 10, space.keptFreeBytes() >> 10));
  }

  private Optional<String> lackOfPermission() {
    return Files.isWritable(home)
        ? Optional.empty()
        : Optional.of("the home folder cannot be written to");
  }
}

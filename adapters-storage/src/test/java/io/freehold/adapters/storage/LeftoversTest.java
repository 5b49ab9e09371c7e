package io.freehold.adapters.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// T49: what a crash left on its way is somebody's data in plain.
class LeftoversTest {
  @TempDir private Path home;

  @Test
  void areRemovedAtTheStart() throws IOException {
    Path spool = Files.createDirectory(home.resolve("transit"));
    Path leftover = Files.writeString(spool.resolve("1.spool"), "in plain");

    StorageAdapter.removeLeftovers(spool);

    assertThat(leftover).doesNotExist();
  }

  @Test
  void needNoFolderWhereNothingWasEverOnItsWay() {
    StorageAdapter.removeLeftovers(home.resolve("transit"));

    assertThat(home.resolve("transit")).doesNotExist();
  }
}

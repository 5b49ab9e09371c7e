package io.freehold.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.bootstrap.client.Refusal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewFileTest {
  @TempDir private Path folder;

  @Test
  void hasItsNameOnceItIsComplete() throws Exception {
    Path name = folder.resolve("backup");
    try (var file = new NewFile(name.toString())) {
      file.out().write("all of it".getBytes(StandardCharsets.UTF_8));
      assertThat(name).doesNotExist();

      assertThat(file.complete()).isEqualTo(9);
    }
    assertThat(name).hasContent("all of it");
    assertThat(folder).isDirectoryContaining(path -> path.equals(name));
  }

  @Test
  void removesWhatADeadProcessLeftOfItAndNothingElse() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Path ofDead = Files.createFile(folder.resolve("backup.part-" + dead.pid()));
    Path ofLiving =
        Files.createFile(folder.resolve("backup.part-" + ProcessHandle.of(1).orElseThrow().pid()));
    Path other = Files.createFile(folder.resolve("other.part-" + dead.pid()));
    Path byHand = Files.createFile(folder.resolve("backup.part-two"));

    try (var file = new NewFile(folder.resolve("backup").toString())) {
      assertThat(file.complete()).isZero();
    }

    assertThat(ofDead).doesNotExist();
    assertThat(ofLiving).exists();
    assertThat(other).exists();
    assertThat(byHand).exists();
  }

  @Test
  void needsAFolderToBeIn() {
    assertThatThrownBy(() -> new NewFile(folder.resolve("none/backup").toString()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("there is no folder");
  }
}

package io.freehold.adapters.storage.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderSyncTest {
  @TempDir private Path folder;

  private final AtomicInteger opened = new AtomicInteger();

  /// Interrupts whoever opens a folder, so many times, when it is open.
  private FolderSync interruptedTimes(int times) {
    return new FolderSync(path -> {
      FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
      if (opened.incrementAndGet() <= times) {
        Thread.currentThread().interrupt();
      }
      return channel;
    });
  }

  @Test
  void isNoFailureWhenItIsInterrupted() throws IOException {
    interruptedTimes(3).sync(folder);

    assertThat(opened).hasValue(4);
    assertThat(Thread.interrupted()).as("the interrupt is passed on").isTrue();
  }

  @Test
  void syncsForAThreadThatWasInterruptedBefore() throws IOException {
    Thread.currentThread().interrupt();

    interruptedTimes(0).sync(folder);

    assertThat(opened).hasValue(1);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void leavesAThreadAloneThatWasNotInterrupted() throws IOException {
    interruptedTimes(0).sync(folder);

    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void failsWhereThereIsNoFolder() {
    assertThatThrownBy(() -> new FolderSync().sync(folder.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
  }
}

package io.freehold.adapters.storage.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.domain.storage.Spooled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpoolTest {
  private static final int MEMORY_BYTES = 1 << 20;

  @TempDir private Path above;
  private Path folder;
  private Spool spool;

  @BeforeEach
  void open() throws IOException {
    folder = above.resolve("spool");
    spool = Spool.open(folder);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0", "1048576, 0", "1048577, 1", "5000000, 1"})
  void keepsFewBytesInMemoryAndManyInAFile(int size, int files) throws IOException {
    byte[] bytes = random(size);

    try (Spooled spooled = spooled(bytes)) {
      assertThat(files()).hasSize(files);
      assertThat(spooled.sizeBytes()).isEqualTo(size);
      assertThat(spooled.open().readAllBytes()).isEqualTo(bytes);
      assertThat(spooled.open().readAllBytes()).isEqualTo(bytes);
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void takesBytesOneByOneAcrossTheBorder() throws IOException {
    byte[] bytes = random(MEMORY_BYTES + 3);
    try (SpoolWriter writer = spool.writer()) {
      for (byte one : bytes) {
        writer.write(one);
      }
      try (Spooled spooled = writer.finish()) {
        assertThat(spooled.open().readAllBytes()).isEqualTo(bytes);
      }
    }
  }

  @Test
  void leavesNothingOfWhatWasNotFinished() throws IOException {
    try (SpoolWriter writer = spool.writer()) {
      writer.write(random(2 * MEMORY_BYTES));
      assertThat(files()).hasSize(1);
    }

    assertThat(files()).isEmpty();
  }

  @Test
  void keepsWhatWasFinishedWhenItsWriterIsClosed() throws IOException {
    SpoolWriter writer = spool.writer();
    writer.write(random(2 * MEMORY_BYTES));
    Spooled spooled = writer.finish();
    writer.close();

    assertThat(spooled.open().readAllBytes()).hasSize(2 * MEMORY_BYTES);
    spooled.close();
    spooled.close();
    assertThat(files()).isEmpty();
  }

  @Test
  void removesWhatACrashLeftAndNothingElse() throws IOException {
    var _ = spooled(random(2 * MEMORY_BYTES));
    Path strange = Files.writeString(folder.resolve("notes.txt"), "somebody's");

    Spool next = Spool.open(folder);

    assertThat(files()).containsExactly(strange);
    try (SpoolWriter writer = next.writer()) {
      writer.write(random(2 * MEMORY_BYTES));
      assertThat(files()).hasSize(2);
    }
  }

  @Test
  void isForTheOwnersEyesOnly() throws IOException {
    try (Spooled spooled = spooled(random(2 * MEMORY_BYTES))) {
      assertThat(spooled.sizeBytes()).isPositive();
      assertThat(permissions(folder)).isEqualTo("rwx------");
      assertThat(permissions(files().getFirst())).isEqualTo("rw-------");
    }
  }

  @Test
  void closesAFolderThatOthersCouldLookInto() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));

    var _ = Spool.open(folder);

    assertThat(permissions(folder)).isEqualTo("rwx------");
  }

  private Spooled spooled(byte[] bytes) throws IOException {
    try (SpoolWriter writer = spool.writer()) {
      writer.write(bytes);
      return writer.finish();
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}

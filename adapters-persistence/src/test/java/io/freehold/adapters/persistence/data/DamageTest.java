package io.freehold.adapters.persistence.data;

import static io.freehold.adapters.persistence.data.Samples.AB;
import static io.freehold.adapters.persistence.data.Samples.find;
import static io.freehold.adapters.persistence.data.Samples.save;
import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.persistence.Home;
import io.freehold.application.port.DataFiles;
import io.freehold.application.testing.Cast;
import io.freehold.domain.Problem;
import io.freehold.domain.data.Version;
import io.freehold.domain.data.VersionSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bytes that are not those that were stored are never served (R7).
class DamageTest {
  private static final int SMALL = 10;
  private static final int LARGE = 400_000;

  @TempDir Path folder;
  private Home home;

  @BeforeEach
  void open() {
    home = new Home(folder, Cast.CLOCK);
  }

  @AfterEach
  void close() {
    home.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {SMALL, LARGE})
  void servesNothingOfWhichOneBitIsWrong(int size) throws IOException {
    VersionSummary version = save(files(), AB, payload(size));
    byte[] bytes = Files.readAllBytes(file(version));
    var random = new Random(7);

    for (int i = 0; i < 20; i++) {
      byte[] damaged = bytes.clone();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file(version), damaged);

      assertDamaged(version);
    }
    Files.write(file(version), bytes);
    assertThat(find(files(), AB, new Version.Latest())).isPresent();
  }

  @ParameterizedTest
  @ValueSource(ints = {SMALL, LARGE})
  void servesNothingThatIsTooShort(int size) throws IOException {
    VersionSummary version = save(files(), AB, payload(size));
    byte[] bytes = Files.readAllBytes(file(version));

    Files.write(file(version), java.util.Arrays.copyOf(bytes, bytes.length - 1));

    assertDamaged(version);
  }

  @Test
  void servesNoLargeFileThatIsTooLong() throws IOException {
    VersionSummary version = save(files(), AB, payload(LARGE));

    Files.writeString(file(version), " ", StandardOpenOption.APPEND);

    assertDamaged(version);
  }

  @ParameterizedTest
  @ValueSource(ints = {SMALL, LARGE})
  void doesNotPassAMissingFileOffAsNoVersion(int size) throws IOException {
    VersionSummary version = save(files(), AB, payload(size));

    Files.delete(file(version));

    assertDamaged(version);
  }

  @Test
  void stillServesTheOtherVersions() throws IOException {
    VersionSummary good = save(files(), AB, payload(SMALL));
    VersionSummary bad = save(files(), AB, payload(SMALL));
    Files.writeString(file(bad), "{}");

    assertThat(find(files(), AB, new Version.AsOf(good.collectedAt()))).isPresent();
  }

  private void assertDamaged(VersionSummary version) {
    for (Version wanted :
        java.util.List.of(new Version.Latest(), new Version.AsOf(version.collectedAt()))) {
      var problem =
          assertRefused(() -> find(files(), AB, wanted), Problem.ServiceUnavailable.class);
      assertThat(problem.because()).isEqualTo(Problem.Cause.STORAGE);
      assertThat(problem.reason()).contains("freehold fsck");
    }
  }

  private Path file(VersionSummary version) {
    return new DataTree(home.file("data")).fileOf(AB, version.collectedAt());
  }

  private static String payload(int size) {
    return "{\"text\":\"" + "x".repeat(size) + "\"}";
  }

  private DataFiles files() {
    return home.adapter().dataFiles();
  }
}

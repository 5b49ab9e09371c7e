package io.freehold.adapters.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorageAdapterTest {
  @Test
  void opensLocalOnly() {
    assertThat(StorageAdapter.open("local-only")).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"vana", "s3", "", "Local-Only", "ftp"})
  void refusesABackendItCannotServeAndSaysWhatToUse(String backend) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StorageAdapter.open(backend))
        .withMessageContaining("local-only");
  }
}

package io.freehold.application.server;

import static io.freehold.application.testing.Cast.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.testing.InMemoryOwnerRecord;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckReadinessTest {
  @Test
  void hasNoComplaintsWhereThereIsAnOwnerAndRoom() {
    assertThat(new CheckReadiness(Optional::empty, InMemoryOwnerRecord.of(OWNER)).complaints())
        .isEmpty();
  }

  @Test
  void repeatsWhatIsWrongWithTheDisk() {
    var check = new CheckReadiness(() -> Optional.of("read-only"), InMemoryOwnerRecord.of(OWNER));

    assertThat(check.complaints()).containsExactly("read-only");
  }

  @Test
  void saysHowToGetAnOwner() {
    var check = new CheckReadiness(() -> Optional.of("read-only"), new InMemoryOwnerRecord());

    assertThat(check.complaints()).hasSize(2).last().asString().contains("freehold init");
  }
}

package io.freehold.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class OpenPartsTest {
  private final ArrayList<String> closed = new ArrayList<>();
  private final OpenParts open = new OpenParts();

  @Test
  void closesWhatWasOpenedLastFirst() {
    open.add("the disk", () -> closed.add("disk"));
    open.add("the listeners", () -> closed.add("listeners"));

    open.close();

    assertThat(closed).containsExactly("listeners", "disk");
  }

  @Test
  void closesTheOthersWhenOneDoesNotCloseWell() {
    open.add("the disk", () -> closed.add("disk"));
    open.add(
        "the listeners",
        () -> {
          throw new IllegalStateException("the listener does not close");
        });

    open.close();

    assertThat(closed).containsExactly("disk");
  }

  @Test
  void closesNothingTwice() {
    open.add("the disk", () -> closed.add("disk"));

    open.close();
    open.close();

    assertThat(closed).containsExactly("disk");
  }
}

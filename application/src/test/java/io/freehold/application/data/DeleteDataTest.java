package io.freehold.application.data;

import static io.freehold.application.testing.Cast.CONVERSATIONS;
import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.SHARED_CONVERSATIONS;
import static io.freehold.application.testing.Cast.theOwner;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.testing.InMemoryDataFiles;
import io.freehold.domain.Scope;
import io.freehold.domain.data.DataDraft;
import io.freehold.domain.data.JsonDocument;
import io.freehold.domain.data.Page;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeleteDataTest {
  private final InMemoryDataFiles dataFiles = new InMemoryDataFiles();
  private final DeleteData deleteData = new DeleteData(dataFiles);

  @Test
  void deletesEveryVersionOfAScopeAndNothingBelowIt() {
    save(CONVERSATIONS);
    save(CONVERSATIONS);
    save(SHARED_CONVERSATIONS);

    assertThat(deleteData.delete(theOwner(), CONVERSATIONS)).isEqualTo(2);

    assertThat(dataFiles.versions(CONVERSATIONS, new Page(10, 0)).total()).isZero();
    assertThat(dataFiles.versions(SHARED_CONVERSATIONS, new Page(10, 0)).total()).isEqualTo(1);
  }

  @Test
  void findsNothingToDeleteTheSecondTime() {
    save(CONVERSATIONS);
    deleteData.delete(theOwner(), CONVERSATIONS);

    assertThat(deleteData.delete(theOwner(), CONVERSATIONS)).isZero();
  }

  private void save(Scope scope) {
    dataFiles.save(
        new DataDraft(Optional.empty(), scope, JsonDocument.of("{}"), NOW, Optional.empty()));
  }
}
